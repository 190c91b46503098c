//! The platform's own database of time zones, by `Intl.DateTimeFormat` and `Date`. Works in a worker too.

use std::cell::RefCell;

use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::domain::time::Timestamp;
use crate::domain::zone::{Offset, Zone, Zones};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type DateTimeFormat;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(language: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(catch, method, js_name = formatToParts)]
    fn format_to_parts(this: &DateTimeFormat, millis: f64) -> Result<Array, JsValue>;
}

/// The zones that the platform knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Platform;

thread_local! {
    /// To make a format costs many times what using it does, and hardly ever more than one zone is asked for.
    static LAST: RefCell<Option<(String, Option<DateTimeFormat>)>> = const { RefCell::new(None) };
}

impl Zones for Platform {
    fn offset(&self, zone: &Zone, at: Timestamp) -> Option<Offset> {
        match zone {
            Zone::Local => {
                let behind = Date::new(&f64::from(at).into()).get_timezone_offset();
                Some(Offset((-60.0 * behind) as i32))
            }
            Zone::Named(name) => {
                let parts = format_of(name)?.format_to_parts(f64::from(at)).ok()?;
                let text = |part: &JsValue, key: &str| Reflect::get(part, &key.into()).ok()?.as_string();
                let offset =
                    parts.iter().find(|part| text(part, "type").as_deref() == Some("timeZoneName"))?;
                seconds(&text(&offset, "value")?).map(Offset)
            }
        }
    }
}

/// The format that shows a zone's offset. Nothing if the platform doesn't know the zone.
fn format_of(name: &str) -> Option<DateTimeFormat> {
    LAST.with_borrow_mut(|last| match last {
        Some((known, format)) if known == name => format.clone(),
        _ => {
            let options = Object::new();
            // Setting a text on a plain object can't fail.
            let _ = Reflect::set(&options, &"timeZone".into(), &name.into());
            let _ = Reflect::set(&options, &"timeZoneName".into(), &"longOffset".into());
            let format = DateTimeFormat::new("en-US", &options).ok();
            *last = Some((name.to_owned(), format.clone()));
            format
        }
    })
}

/// The seconds of an offset such as `GMT`, `GMT+05:45` or `GMT-07:52:58`.
fn seconds(text: &str) -> Option<i32> {
    let rest = text.strip_prefix("GMT")?;
    let (sign, rest) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        // In some versions a true minus sign.
        (None, Some(rest)) => (-1, rest),
        (None, None) if rest.is_empty() => return Some(0),
        (None, None) => (-1, rest.strip_prefix('\u{2212}')?),
    };
    let mut unit = 3_600;
    let mut sum = 0;
    for part in rest.split(':') {
        sum += part.parse::<i32>().ok()? * unit;
        unit /= 60;
    }
    Some(sign * sum)
}
