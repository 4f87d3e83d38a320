//! SharePoint and Microsoft Lists: items of a list, from Microsoft Graph (`items?expand=fields`) or SharePoint's own REST
//! interface.
//!
//! | what | where it is found |
//! |---|---|
//! | columns | Graph: the names in `value[].fields`; REST: those of the item itself. Letters beyond ASCII stand as `_x00e5_` |
//! | values | scalars; people and lookups as objects, where they were expanded |
//! | ties | `…LookupId` and `…Id`: the id of another item of the list, where the name says 'parent' or 'objective' |
//! | goals | see `table` |
//!
//! People that stand as a number alone are nobody's name, and are left out. SharePoint's own columns are none of the
//! user's. A percentage is a share (0.4), and does not say so: progress is judged by its column's values.

use crate::feed::Draft;
use crate::feed::document::Node;
use crate::feed::envelope;
use crate::feed::readers::{Reader, Source};
use crate::feed::table::names::{Concept, concept};
use crate::feed::table::{self, Hint, Row, Table, Value};
use crate::feed::told::Told;

pub(super) static READER: Reader = Reader { name: "SharePoint", recognises, read };

/// Columns that every list has, and no user made.
const OWN: &[&str] = &[
    "id",
    "ID",
    "Id",
    "ContentType",
    "ContentTypeId",
    "Modified",
    "Created",
    "AuthorLookupId",
    "EditorLookupId",
    "AuthorId",
    "EditorId",
    "Attachments",
    "Edit",
    "ItemChildCount",
    "FolderChildCount",
    "LinkTitle",
    "LinkTitleNoMenu",
    "FileSystemObjectType",
    "ServerRedirectedEmbedUri",
    "ServerRedirectedEmbedUrl",
    "GUID",
    "ComplianceAssetId",
    "OData__UIVersionString",
    "AppAuthorLookupId",
    "AppEditorLookupId",
    "DocIcon",
];

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = envelope::records(page).into_iter().next()?;
    let graph = first.get("fields").filter(|fields| fields.is_object());
    match () {
        () if graph.is_some_and(|fields| fields.has(&["Title"]) || fields.has(&["ContentType"]))
            && first.first_of(&["contentType", "webUrl", "lastModifiedDateTime"]).is_some() =>
        {
            Some("value/fields/Title, value/lastModifiedDateTime")
        }
        () if first.get("FileSystemObjectType").is_some() && first.has(&["Id", "GUID"]) => {
            Some("value/FileSystemObjectType, value/GUID")
        }
        () => None,
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut table = Table::default();
    for item in source.pages.iter().flat_map(|page| envelope::records(*page)) {
        let mut row = Row::new(item);
        row.id = item.first_of(&["id", "Id"]).and_then(Node::id);
        row.url = item.get("webUrl").and_then(Node::text).map(String::from);
        row.edited = item.first_of(&["lastModifiedDateTime", "Modified"]).and_then(Node::when);
        for (name, value) in item.get("fields").unwrap_or(item).members() {
            if OWN.contains(&name) || name.contains("odata") || name.starts_with('_') {
                continue;
            }
            let name = decoded(name);
            let lookup =
                name.strip_suffix("LookupId").or_else(|| name.strip_suffix("Id")).filter(|name| !name.is_empty());
            let tie = lookup.filter(|_| !value.is_object());
            if let Some(column) = tie {
                // Of people, only the number stands here.
                let above = matches!(concept(column), Some(Concept::Parent | Concept::Objective));
                let ids: Vec<String> = match value.id() {
                    Some(id) => vec![id],
                    None => value.items().filter_map(Node::id).collect(),
                };
                if above && !ids.is_empty() {
                    let column = table.column(column, Hint::Unsaid);
                    row.put(column, value, Some(Value::Ids(ids)));
                } else if !ids.is_empty() && concept(column) == Some(Concept::Owner) {
                    told.leave("names that stand in another document", ids.len());
                }
                continue;
            }
            let hint = if name == "Title" { Hint::Title } else { Hint::Unsaid };
            let column = table.column(&name, hint);
            row.put(column, value, Value::of(value, |_| false));
        }
        table.rows.push(row);
    }
    table::draft(&table, told)
}

/// A column's name with its letters: `M_x00e5_l_x0020_2026` is 'Mål 2026'.
fn decoded(name: &str) -> String {
    let name = name.strip_prefix("OData_").unwrap_or(name);
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("_x") {
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let letter = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        out.push_str(before);
        match letter {
            Some(letter) => {
                out.push(letter);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_letters() {
        assert_eq!(decoded("M_x00e5_l_x0020_2026"), "Mål 2026");
        assert_eq!(decoded("max_x"), "max_x");
        assert_eq!(decoded("_xå_x00e"), "_xå_x00e");
    }
}
