//! The scales of a chart: the round numbers along its axis, how dark a number's square is, and which number a pointer
//! is on.

/// How many shades there are beside that of nothing.
const SHADES: u32 = 4;

/// The round numbers at which an axis up to `top` is marked, rising: at most five multiples of 1, 2 or 5 or a tenfold
/// of these. None where the axis ends at 0.
pub fn rungs(top: u32) -> impl Iterator<Item = u32> {
    const MOST: u32 = 5;
    let steps = (0..=9).flat_map(|power| [1, 2, 5].map(|first: u32| first.saturating_mul(10u32.pow(power))));
    let step = steps.into_iter().find(|step| top / step <= MOST).unwrap_or(u32::MAX);
    (1..=top / step).map(move |rung| rung * step)
}

/// How dark the square of a number is where `most` is the greatest: 0 for nothing, up to 4.
pub fn shade(number: u32, most: u32) -> u32 {
    let shade = (u64::from(number) * u64::from(SHADES)).div_ceil(u64::from(most.max(1)));
    u32::try_from(shade).unwrap_or(SHADES).min(SHADES)
}

/// Every shade that numbers up to `most` have, with the least and the greatest of them; that of nothing is left out.
pub fn shades(most: u32) -> impl Iterator<Item = (u32, u32, u32)> {
    let up_to = move |shade: u32| (u64::from(most) * u64::from(shade) / u64::from(SHADES)) as u32;
    (1..=SHADES)
        .map(move |shade| (shade, up_to(shade - 1) + 1, up_to(shade)))
        .filter(|(_, least, most)| least <= most)
}

/// Which number of a drawing lies at a point, given as shares of its width and height from above, where the numbers
/// fill `columns` of `rows` each from the top. A point beside the drawing belongs to the nearest.
pub fn nearest(across: f64, down: f64, columns: usize, rows: usize) -> usize {
    // What is negative or no number becomes 0.
    let at = |share: f64, of: usize| ((share * of as f64) as usize).min(of.saturating_sub(1));
    at(across, columns) * rows + at(down, rows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_axis_is_marked_at_a_few_round_numbers() {
        for (top, expected) in [
            (0, &[][..]),
            (1, &[1]),
            (6, &[2, 4, 6]),
            (5, &[1, 2, 3, 4, 5]),
            (13, &[5, 10]),
            (105, &[20, 40, 60, 80, 100]),
            (315, &[100, 200, 300]),
        ] {
            assert_eq!(rungs(top).collect::<Vec<_>>(), expected, "up to {top}");
        }
    }

    #[test]
    fn a_point_is_on_the_number_that_is_drawn_there() {
        // Two columns of three.
        assert_eq!(nearest(0.0, 0.0, 2, 3), 0);
        assert_eq!(nearest(0.49, 0.34, 2, 3), 1);
        assert_eq!(nearest(0.5, 0.99, 2, 3), 5);
        assert_eq!(nearest(1.0, 1.0, 2, 3), 5, "its very edge");
        assert_eq!(nearest(-0.1, 7.0, 2, 3), 2, "beside it");
        assert_eq!(nearest(f64::NAN, 0.0, 0, 1), 0, "a drawing without a size");
    }

    proptest! {
        #[test]
        fn an_axis_has_marks_up_to_its_top_wherever_that_is(top: u32) {
            let rungs: Vec<_> = rungs(top).collect();
            prop_assert!(rungs.len() <= 5 && (top == 0 || !rungs.is_empty()), "{:?}", rungs);
            prop_assert!(rungs.iter().all(|rung| (1..=top).contains(rung)), "{:?}", rungs);
        }

        #[test]
        fn the_legend_names_the_numbers_that_have_a_shade(most in 1u32.., share in 0.0..=1.0f64) {
            let number = (f64::from(most) * share) as u32;
            let named = shades(most).find(|(_, least, most)| (*least..=*most).contains(&number));
            prop_assert_eq!(shade(number, most), named.map_or(0, |(shade, ..)| shade));
        }
    }
}
