//! The shelf of templates: search, use, edit, put in order, delete, and undo.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::{lower, text};
use crate::browser::storage;
use crate::domain::schema::key;
use crate::domain::template::{Occasion, Rearrangement, Template, Templates, Wording, is_found};
use crate::protocol::Message;
use crate::store;

use super::composer::{Desk, Draft};
use super::page;
use super::parts::{Drawn, button, click, entered, focused, parts};

/// The identity of the template as which the text is being kept.
pub type Kept = RwSignal<Option<String>>;

/// What a template is called and what it says, in the user's language.
pub fn wording(template: &Template) -> (String, String) {
    match &template.wording {
        Wording::Own { name, text } => (name.clone(), text.clone()),
        Wording::Ours(Occasion::SharedField) => {
            (text("occasionShared", &[]), text("occasionSharedText", &[]))
        }
        Wording::Ours(Occasion::MutualConnection) => {
            (text("occasionMutual", &[]), text("occasionMutualText", &[]))
        }
        Wording::Ours(Occasion::RecentPost) => (text("occasionPost", &[]), text("occasionPostText", &[])),
        Wording::Ours(Occasion::MetAtEvent) => (text("occasionEvent", &[]), text("occasionEventText", &[])),
    }
}

/// What the parts of the shelf know and do.
#[derive(Clone, Copy)]
struct Rack {
    templates: RwSignal<Templates>,
    /// What was done last, in words, and what undoes it.
    said: RwSignal<Option<(String, Option<Rearrangement>)>>,
}

impl Rack {
    /// Tells the background, and offers the undo once that is done.
    fn rearrange(self, done: Rearrangement, words: &'static str, undoable: bool) {
        let undo = self.templates.with_untracked(|templates| templates.clone().rearrange(done.clone()));
        spawn_local(async move {
            let told = page::tell(&Message::Rearrange(done)).await;
            self.said.set(Some(match told {
                Ok(()) => (text(words, &[]), undo.filter(|_| undoable)),
                Err(_) => (text("saidNotKept", &[]), None),
            }));
        });
    }
}

/// The templates as they are stored, and stay.
fn stored() -> RwSignal<Templates> {
    let templates = RwSignal::new(Templates::default());
    let read = move || {
        spawn_local(async move {
            if let Ok(reading) = storage::local().read([key::TEMPLATES])
                && let Ok(items) = reading.items().await
            {
                let read = store::templates(&items);
                if templates.with_untracked(|shown| *shown != read) {
                    templates.set(read);
                }
            }
        });
    };
    read();
    storage::on_changed(read);
    templates
}

/// The shelf.
#[component]
pub fn Shelf(
    /// On which a template is put that is used.
    desk: Desk,
    /// As what the text is being kept.
    kept: Kept,
) -> impl IntoView {
    let rack = Rack { templates: stored(), said: RwSignal::new(None) };
    let query = RwSignal::new(String::new());
    let arranging = RwSignal::new(false);
    let found = move || {
        let query = query.get();
        let fits = |template: &&Template| {
            let (name, words) = wording(template);
            is_found(&query, &format!("{name}\n{words}"), lower)
        };
        rack.templates.with(|templates| templates.iter().filter(fits).cloned().collect::<Vec<_>>())
    };
    let undo = move || {
        if let Some((_, Some(undo))) = rack.said.get_untracked() {
            rack.rearrange(undo, "saidUndone", false);
        }
    };
    let said = move |(words, undoes): (String, Option<Rearrangement>)| {
        view! {
            <p>{words}</p>
            {undoes.map(|_| view! {
                <button type="button" class="button button--quiet" data-offered="" on:click=click(undo)>{text("undo", &[])}</button>
            }.drawn())}
        }
        .drawn()
    };
    view! {
        <div class="shelf">
            <div class="shelf__head">
                <input class="field__box shelf__search" type="search" placeholder=text("shelfSearch", &[])
                    aria-label=text("shelfSearch", &[]) prop:value=move || query.get()
                    on:input=entered(move |text| query.set(text))/>
                <button type="button" class="button button--quiet" aria-pressed=move || arranging.get().to_string()
                    on:click=click(move || arranging.update(|on| *on = !*on))>{text("shelfArrange", &[])}</button>
            </div>
            <ul class="shelf__list" aria-label=text("shelfLabel", &[])>
                {parts(found, move |template| row(template, rack, desk, kept, arranging))}
            </ul>
            {move || found().is_empty().then(|| view! { <p class="shelf__none">{text("shelfNone", &[])}</p> }.drawn())}
            {keeping(rack, desk.draft, kept)}
            <div class="shelf__said" role="status">
                {move || rack.said.get().map(said)}
            </div>
        </div>
    }
}

/// A template.
fn row(template: Template, rack: Rack, desk: Desk, kept: Kept, arranging: RwSignal<bool>) -> AnyView {
    let (name, words) = wording(&template);
    let template = StoredValue::new(template);
    let id = move || template.with_value(|template| template.id.clone());
    let put = move || desk.put(template.with_value(wording).1);
    let shift = move |by: i32| {
        let from = rack.templates.with_untracked(|templates| templates.position(&id()));
        if let Some(at) = from.and_then(|from| from.checked_add_signed(by)) {
            let done = Rearrangement::Put { at, template: template.get_value() };
            rack.rearrange(done, "saidMoved", true);
        }
    };
    let edit = move || {
        put();
        kept.set(Some(id()));
    };
    let remove = move || rack.rearrange(Rearrangement::Remove { id: id() }, "saidDeleted", true);
    let icon = |name: String, path: &'static str, act: Box<dyn Fn()>| {
        view! {
            <button type="button" class="icon" aria-label=name.clone() title=name on:click=click(act)>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d=path/></svg>
            </button>
        }
    };
    view! {
        <li class="shelf__item">
            <button type="button" class="shelf__use" on:click=click(put)>
                <span class="shelf__name">{name.clone()}</span>
                <span class="shelf__text">{words}</span>
            </button>
            <div class="shelf__tools" hidden=move || !arranging.get()>
                {icon(text("shelfUp", &[&name]), "M8 12.5v-9M4.5 7 8 3.5 11.5 7", Box::new(move || shift(-1)))}
                {icon(text("shelfDown", &[&name]), "M8 3.5v9M4.5 9 8 12.5 11.5 9", Box::new(move || shift(1)))}
                {icon(text("shelfEdit", &[&name]), "m3 13 .75-3L11 2.75 13.25 5 6 12.25z", Box::new(edit))}
                {icon(text("shelfDelete", &[&name]), "m4 4 8 8M12 4l-8 8", Box::new(remove))}
            </div>
        </li>
    }
    .drawn()
}

/// Asks for a name, and keeps the text as a template.
fn keeping(rack: Rack, draft: RwSignal<Draft>, kept: Kept) -> AnyView {
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(id) = kept.get() else { return };
        let known =
            rack.templates.with_untracked(|templates| templates.find(&id).map(|known| wording(known).0));
        name.set(known.unwrap_or_default());
    });
    let open = Memo::new(move |_| kept.with(Option::is_some));
    view! { {move || open.get().then(|| form(rack, draft, kept, name))} }.into_any()
}

fn form(rack: Rack, draft: RwSignal<Draft>, kept: Kept, name: RwSignal<String>) -> AnyView {
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(id) = kept.get_untracked() else { return };
        let words = draft.with_untracked(|draft| draft.text.clone());
        let name = Some(name.get_untracked().trim().to_owned()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| words.split_whitespace().take(4).collect::<Vec<_>>().join(" "));
        let at = rack.templates.with_untracked(|templates| templates.position(&id)).unwrap_or(u32::MAX);
        let template = Template { id, wording: Wording::Own { name, text: words } };
        rack.rearrange(Rearrangement::Put { at, template }, "saidKept", true);
        kept.set(None);
    };
    // It was just asked for, so this is where the user goes on.
    let first = focused::<leptos::html::Input>();
    view! {
        <form class="shelf__keeping" on:submit=keep>
            <label class="field">
                <span class="field__label">{text("shelfName", &[])}</span>
                <input class="field__box" type="text" maxlength=Template::LONGEST_NAME.0 autocomplete="off" node_ref=first
                    prop:value=move || name.get() on:input=entered(move |text| name.set(text))/>
            </label>
            <button class="button button--primary">{text("shelfKeep", &[])}</button>
            {button("button button--quiet", text("cancel", &[]), move || kept.set(None))}
        </form>
    }
    .drawn()
}
