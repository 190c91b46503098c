//! Values of the platform, read into our own types.
//!
//! Reading is a third of what the background's program holds, so this asks little of it. It goes by position, as binary formats
//! do: a struct is the sequence of its fields, a variant its number, so that no type holds code that compares names. And an error
//! says nothing: what can't be read is set aside or refused whole, and nobody would see what serde has to say of it.
//!
//! So a field that may be missing has to say `#[serde(default)]`, also if it is an [`Option`]; and there is no `alias`, no
//! `flatten`, and no enum that isn't externally tagged.

use std::cell::RefCell;
use std::fmt::Display;
use std::rc::Rc;

use js_sys::{Array, Number, Object};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor, value::U32Deserializer,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::prelude::*;

/// A value isn't of the type that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a value isn't of the expected type")]
pub struct Unfit;

impl Error for Unfit {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
}

#[wasm_bindgen]
extern "C" {
    /// An object, asked for what lies under a name.
    type Named;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn get(this: &Named, name: &JsValue) -> JsValue;
}

/// The names of a struct's fields as the platform has them: made once, for a ledger has thousands of the same.
type Names = Rc<[JsValue]>;

thread_local! {
    static NAMES: RefCell<Vec<(&'static [&'static str], Names)>> = const { RefCell::new(Vec::new()) };
}

fn names(fields: &'static [&'static str]) -> Names {
    NAMES.with_borrow_mut(|all| {
        if let Some((_, names)) = all.iter().find(|(known, _)| std::ptr::eq(*known, fields)) {
            return names.clone();
        }
        let names: Names = fields.iter().map(|name| JsValue::from_str(name)).collect();
        all.push((fields, names.clone()));
        names
    })
}

/// A value that is to be read.
pub struct Value(pub JsValue);

impl Value {
    fn is_nothing(&self) -> bool {
        self.0.is_undefined() || self.0.is_null()
    }

    fn array(self) -> Result<List, Unfit> {
        Array::is_array(&self.0).then(|| List { of: self.0.unchecked_into(), next: 0 }).ok_or(Unfit)
    }

    fn object(self) -> Result<Named, Unfit> {
        self.0.is_object().then(|| self.0.unchecked_into()).ok_or(Unfit)
    }

    fn fields(self, fields: &'static [&'static str]) -> Result<Fields, Unfit> {
        Ok(Fields { of: self.object()?, names: names(fields), next: 0 })
    }

    fn entries(self) -> Result<Entries, Unfit> {
        let object = self.object()?;
        Ok(Entries { names: Object::keys(object.unchecked_ref::<Object>()), of: object, next: 0 })
    }

    /// A name alone, or an object with what belongs to it under its name.
    fn variant(self, variants: &'static [&'static str]) -> Result<Variant, Unfit> {
        let (name, content) = if self.0.is_string() {
            (self.0, JsValue::UNDEFINED)
        } else {
            let object = self.object()?;
            let names = Object::keys(object.unchecked_ref::<Object>());
            if names.length() != 1 {
                return Err(Unfit);
            }
            let name = names.get(0);
            let content = object.get(&name);
            (name, content)
        };
        let name = name.as_string().ok_or(Unfit)?;
        let number = variants.iter().position(|known| *known == name).ok_or(Unfit)?;
        Ok(Variant { number: number as u32, content: Self(content) })
    }

    fn number(&self) -> Result<f64, Unfit> {
        self.0.as_f64().ok_or(Unfit)
    }

    fn whole(&self) -> Result<i64, Unfit> {
        let number = self.number()?;
        let exact = number.abs() <= Number::MAX_SAFE_INTEGER && number.trunc() == number;
        exact.then_some(number as i64).ok_or(Unfit)
    }

    fn natural(&self) -> Result<u64, Unfit> {
        self.whole()?.try_into().map_err(|_| Unfit)
    }
}

/// What reads a number of one width: serde itself checks that it fits.
macro_rules! numbers {
    ($($method:ident: $read:ident, $visit:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            visitor.$visit(self.$read()?)
        })*
    };
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unfit;

    numbers! {
        deserialize_f32: number, visit_f64;
        deserialize_f64: number, visit_f64;
        deserialize_i8: whole, visit_i64;
        deserialize_i16: whole, visit_i64;
        deserialize_i32: whole, visit_i64;
        deserialize_i64: whole, visit_i64;
        deserialize_u8: natural, visit_u64;
        deserialize_u16: natural, visit_u64;
        deserialize_u32: natural, visit_u64;
        deserialize_u64: natural, visit_u64;
    }

    /// Every type says what it expects.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unfit)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_string(self.0.as_string().ok_or(Unfit)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.is_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.is_nothing() { visitor.visit_unit() } else { Err(Unfit) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.array()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.fields(fields)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_enum(self.variant(variants)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { char bytes byte_buf unit_struct tuple_struct identifier }
}

/// The elements of an array, in their order.
struct List {
    of: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for List {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        if self.next == self.of.length() {
            return Ok(None);
        }
        self.next += 1;
        seed.deserialize(Value(self.of.get(self.next - 1))).map(Some)
    }
}

/// The fields of a struct, in the order in which it has them. For one that is missing there is no element.
struct Fields {
    of: Named,
    names: Names,
    next: usize,
}

impl Fields {
    fn next(&mut self) -> Option<Value> {
        let name = self.names.get(self.next)?;
        self.next += 1;
        let value = self.of.get(name);
        (!value.is_undefined()).then_some(Value(value))
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        self.next().map(|value| seed.deserialize(value)).transpose()
    }
}

/// What an object holds under which names, for a map.
struct Entries {
    of: Named,
    names: Array,
    next: u32,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        if self.next == self.names.length() {
            return Ok(None);
        }
        seed.deserialize(Value(self.names.get(self.next))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        let name = self.names.get(self.next);
        self.next += 1;
        seed.deserialize(Value(self.of.get(&name)))
    }
}

/// Which variant of an enum it is, and what belongs to it.
struct Variant {
    number: u32,
    content: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unfit;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), Unfit> {
        Ok((seed.deserialize(U32Deserializer::new(self.number))?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        if self.is_nothing() { Ok(()) } else { Err(Unfit) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_seq(self.fields(fields)?)
    }
}
