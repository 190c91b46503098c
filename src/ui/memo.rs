//! Memos whose type the reactive system doesn't see. For each type that it knows it is compiled once more, a kilobyte
//! and a half a time, and the pages remember forty of them.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get as _, GetUntracked as _, IntoAttributeValue, Memo as AnyMemo, Signal};

/// A value that follows from others: made anew when one of them changes, and told on when it came out different.
pub struct Memo<T> {
    inner: AnyMemo<Erased>,
    value: PhantomData<fn() -> T>,
}

/// What a memo can hold.
pub trait Value: Any + Clone + PartialEq + Send + Sync {}

impl<T: Any + Clone + PartialEq + Send + Sync> Value for T {}

impl<T: Value> Memo<T> {
    /// A memo of what `make` makes.
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { inner: memo(Box::new(move || Erased(Arc::new(make())))), value: PhantomData }
    }

    /// What `look` sees of the value. Whoever asks within an effect is run again when it changes.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(value(&now(self.inner)))
    }

    /// The value. Whoever asks within an effect is run again when it changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// What `look` sees of the value, for whom its changes don't matter.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(value(&once(self.inner)))
    }

    /// The value, for whom its changes don't matter.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// Runs the effect that asks again when the value changes.
    pub fn track(self) {
        now(self.inner);
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: Value> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Signal::derive(move || memo.get())
    }
}

impl<T: Value> IntoAttributeValue for Memo<T> {
    type Output = Signal<T>;

    fn into_attribute_value(self) -> Signal<T> {
        self.into()
    }
}

#[derive(Clone)]
struct Erased(Arc<dyn Comparable>);

trait Comparable: Any + Send + Sync {
    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<T: Value> Comparable for T {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

impl PartialEq for Erased {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

fn value<T: Value>(Erased(held): &Erased) -> &T {
    let held: &dyn Any = &**held;
    held.downcast_ref().expect("a memo holds what it was made of")
}

// What each of these calls is compiled once, in place of once for each type.

fn memo(make: Box<dyn Fn() -> Erased + Send + Sync>) -> AnyMemo<Erased> {
    AnyMemo::new(move |_| make())
}

fn now(memo: AnyMemo<Erased>) -> Erased {
    memo.get()
}

fn once(memo: AnyMemo<Erased>) -> Erased {
    memo.get_untracked()
}
