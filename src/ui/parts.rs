//! Parts of a page that keep the focus, with what is typed in them, as long as what they show stays the same; and those
//! that take it.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use leptos::ev::{Event, MouseEvent, SubmitEvent};
use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// What is drawn, of one type. Where `view!` has an element outermost it gives it in a wrapper, which is a type of its own
/// for each kind of element and left out here.
pub trait Drawn {
    /// It, of that type.
    fn drawn(self) -> AnyView;
}

impl<T: RenderHtml + Send + 'static> Drawn for View<T> {
    fn drawn(self) -> AnyView {
        self.into_inner().into_any()
    }
}

/// A part that isn't made yet, and by what its item is known again.
type Part = (u64, Box<dyn FnOnce() -> AnyView + Send>);

/// Shows each item as a part, which is made anew for another item alone.
pub fn parts<T: Hash + Send + 'static>(
    items: impl Fn() -> Vec<T> + Send + 'static,
    part: impl Fn(T) -> AnyView + Copy + Send + 'static,
) -> AnyView {
    list(Box::new(move || items().into_iter().map(|item| known(item, part)).collect()))
}

fn known<T: Hash + Send + 'static>(item: T, part: impl Fn(T) -> AnyView + Send + 'static) -> Part {
    let trace = BuildHasherDefault::<DefaultHasher>::default().hash_one(&item);
    (trace, Box::new(move || part(item)))
}

/// Of one type for all items: what keeps the parts of a list is long.
fn list(parts: Box<dyn Fn() -> Vec<Part> + Send>) -> AnyView {
    view! { <For each=parts key=|(trace, _)| *trace children=|(_, make)| make()/> }.into_any()
}

/// An element that takes the focus as soon as it is there.
pub fn focused<E>() -> NodeRef<E>
where
    E: ElementType<Output: AsRef<HtmlElement> + JsCast + Clone>,
{
    let element = NodeRef::new();
    element.on_load(|element: E::Output| {
        let element: &HtmlElement = element.as_ref();
        let _ = element.focus();
    });
    element
}

/// A button that does one thing.
pub fn button(class: &'static str, words: String, act: impl Fn() + 'static) -> AnyView {
    pressed(class, words, click(act))
}

/// Of one type for all that buttons do.
fn pressed(class: &'static str, words: String, act: Box<dyn Fn(MouseEvent)>) -> AnyView {
    view! { <button type="button" class=class on:click=act>{words}</button> }.drawn()
}

/// What a click does: to the compiler one type, whatever it does.
pub fn click(act: impl Fn() + 'static) -> Box<dyn Fn(MouseEvent)> {
    Box::new(move |_| act())
}

/// What becomes of what the user enters into a field: one type as well.
pub fn entered(act: impl Fn(String) + 'static) -> Box<dyn Fn(Event)> {
    Box::new(move |event| act(event_target_value(&event)))
}

/// What becomes of the number in a form, and of its field, when it is sent off: of one type, too. A form with a number that
/// its field doesn't take isn't sent: the browser says so beside it.
pub fn entry(act: impl Fn(u32, HtmlInputElement) + 'static) -> Box<dyn Fn(SubmitEvent)> {
    Box::new(move |event| {
        event.prevent_default();
        let field = event_target::<Element>(&event).query_selector("input").ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            act(field.value_as_number() as u32, field);
        }
    })
}
