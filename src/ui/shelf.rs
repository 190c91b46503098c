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

/// The template as which the text is being kept: a new one has no identity yet.
pub type Kept = RwSignal<Option<Option<String>>>;

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
    let found = Memo::new(move |_| {
        let query = query.get();
        let fits = |template: &&Template| {
            let (name, words) = wording(template);
            is_found(&query, &format!("{name}\n{words}"), lower)
        };
        rack.templates.with(|templates| templates.iter().filter(fits).cloned().collect::<Vec<_>>())
    });
    let undo = move |_| {
        if let Some((_, Some(undo))) = rack.said.get_untracked() {
            rack.rearrange(undo, "saidUndone", false);
        }
    };
    view! {
        <div class="shelf">
            <div class="shelf__head">
                <input class="field__box shelf__search" type="search" placeholder=text("shelfSearch", &[])
                    aria-label=text("shelfSearch", &[]) prop:value=move || query.get()
                    on:input=move |event| query.set(event_target_value(&event))/>
                <button type="button" class="button button--quiet" aria-pressed=move || arranging.get().to_string()
                    on:click=move |_| arranging.update(|on| *on = !*on)>{text("shelfArrange", &[])}</button>
            </div>
            <ul class="shelf__list" aria-label=text("shelfLabel", &[])>
                <For each=move || found.get() key=|template| template.clone()
                    children=move |template| view! { <Row template rack desk kept arranging/> }/>
            </ul>
            {move || found.with(Vec::is_empty).then(|| view! { <p class="shelf__none">{text("shelfNone", &[])}</p> })}
            <Keeping rack draft=desk.draft kept/>
            <div class="shelf__said" role="status">
                {move || rack.said.get().map(|(words, undoes)| view! {
                    <p>{words}</p>
                    {undoes.map(|_| view! {
                        <button type="button" class="button button--quiet" data-offered="" on:click=undo>{text("undo", &[])}</button>
                    })}
                })}
            </div>
        </div>
    }
}

/// A template.
#[component]
fn Row(template: Template, rack: Rack, desk: Desk, kept: Kept, arranging: RwSignal<bool>) -> impl IntoView {
    let (name, words) = wording(&template);
    let (first_line, shown) = (words.clone(), name.clone());
    let id = StoredValue::new(template.id.clone());
    let moved = StoredValue::new(template);
    let used = words.clone();
    let shift = move |by: i32| {
        let from = rack.templates.with_untracked(|templates| templates.position(&id.get_value()));
        if let Some(at) = from.and_then(|from| from.checked_add_signed(by)) {
            let done = Rearrangement::Put { at, template: moved.get_value() };
            rack.rearrange(done, "saidMoved", true);
        }
    };
    let edit = move |_| {
        desk.put(words.clone());
        kept.set(Some(Some(id.get_value())));
    };
    let remove = move |_| rack.rearrange(Rearrangement::Remove { id: id.get_value() }, "saidDeleted", true);
    let (up, down, pen, bin) = (
        text("shelfUp", &[&name]),
        text("shelfDown", &[&name]),
        text("shelfEdit", &[&name]),
        text("shelfDelete", &[&name]),
    );
    view! {
        <li class="shelf__item">
            <button type="button" class="shelf__use" on:click=move |_| desk.put(used.clone())>
                <span class="shelf__name">{shown}</span>
                <span class="shelf__text">{first_line}</span>
            </button>
            <div class="shelf__tools" hidden=move || !arranging.get()>
                {icon(up, "M8 12.5v-9M4.5 7 8 3.5 11.5 7", move |_| shift(-1))}
                {icon(down, "M8 3.5v9M4.5 9 8 12.5 11.5 9", move |_| shift(1))}
                {icon(pen, "m3 13 .75-3L11 2.75 13.25 5 6 12.25z", edit)}
                {icon(bin, "m4 4 8 8M12 4l-8 8", remove)}
            </div>
        </li>
    }
}

fn icon(
    name: String,
    path: &'static str,
    act: impl FnMut(leptos::ev::MouseEvent) + 'static,
) -> impl IntoView {
    view! {
        <button type="button" class="icon" aria-label=name.clone() title=name on:click=act>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=path/></svg>
        </button>
    }
}

/// Asks for a name, and keeps the text as a template.
#[component]
fn Keeping(rack: Rack, draft: RwSignal<Draft>, kept: Kept) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let box_of_name: NodeRef<leptos::html::Input> = NodeRef::new();
    Effect::new(move |_| {
        let Some(as_what) = kept.get() else { return };
        let known = as_what.and_then(|id| {
            rack.templates.with_untracked(|templates| templates.find(&id).map(|known| wording(known).0))
        });
        name.set(known.unwrap_or_default());
    });
    // It was just asked for, so this is where the user goes on.
    box_of_name.on_load(|field| {
        let _ = field.focus();
    });
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(as_what) = kept.get_untracked() else { return };
        let words = draft.with_untracked(|draft| draft.text.clone());
        let name = Some(name.get_untracked().trim().to_owned()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| words.split_whitespace().take(4).collect::<Vec<_>>().join(" "));
        let id = as_what.unwrap_or_else(page::new_id);
        let at = rack.templates.with_untracked(|templates| templates.position(&id)).unwrap_or(u32::MAX);
        let template = Template { id, wording: Wording::Own { name, text: words } };
        rack.rearrange(Rearrangement::Put { at, template }, "saidKept", true);
        kept.set(None);
    };
    let open = Memo::new(move |_| kept.with(Option::is_some));
    move || {
        open.get().then(|| view! {
        <form class="shelf__keeping" on:submit=keep>
            <label class="field">
                <span class="field__label">{text("shelfName", &[])}</span>
                <input class="field__box" type="text" maxlength=Template::LONGEST_NAME.0 autocomplete="off" node_ref=box_of_name
                    prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            </label>
            <button class="button button--primary">{text("shelfKeep", &[])}</button>
            <button type="button" class="button button--quiet" on:click=move |_| kept.set(None)>{text("cancel", &[])}</button>
        </form>
    })
    }
}
