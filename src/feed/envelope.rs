//! What tools wrap around their records: pages, `data` and `results`, GraphQL's edges, error messages, 'there is more'.
//!
//! Knows wrappings and no tool; says nothing of what is in them.

use super::document::Node;
use super::notice::Problem;

/// Under these names lists of records stand, the outermost wrapping first.
const WRAPPINGS: &[&str] = &[
    "responses",
    "200",
    "body",
    "response",
    "data",
    "Data",
    "result",
    "Result",
    "results",
    "Results",
    "value",
    "Value",
    "values",
    "items",
    "Items",
    "records",
    "nodes",
    "edges",
    "_embedded",
    "elements",
    "list",
    "content",
    "entries",
    "objects",
    "issues",
    "workItems",
];

/// Under these names tools list what they are about, and beside them nothing but [`FURNITURE`].
const SUBJECTS: &[&str] = &["goals", "objectives", "initiatives", "key_results", "okrs", "cycles"];

/// What stands in a page beside its records.
const FURNITURE: &[&str] = &[
    "pagination",
    "meta",
    "total",
    "total_count",
    "totalCount",
    "count",
    "has_more",
    "hasMore",
    "page_token",
    "next_page",
    "nextCursor",
    "cursor",
    "links",
    "folders",
];

/// The list in a page that holds nothing but that and what belongs to a page.
fn subject(page: Node<'_>) -> Option<Node<'_>> {
    let list = SUBJECTS.iter().filter_map(|name| page.get(name)).find(|list| list.is_list())?;
    page.members().all(|(name, node)| node == list || FURNITURE.contains(&name)).then_some(list)
}

/// The most wrappings around each other.
const DEEPEST: usize = 8;

/// The pages of a document: itself, unless it is a list of pages, or an answer with its body inside.
pub fn pages(top: Node<'_>) -> Vec<Node<'_>> {
    if let Some(body) = top.at("responses/200/body") {
        return pages(body);
    }
    let is_page = |item: Node<'_>| {
        let named = |name: &str| item.get(name).is_some_and(|inside| inside.is_list() || inside.is_object());
        item.is_object() && item.members().count() <= 12
            && (WRAPPINGS.iter().any(|name| named(name)) || subject(item).is_some())
            // A record may have a list called 'values'; it has a name, too.
            && item.first_of(&["id", "name", "title", "key", "gid"]).is_none()
    };
    if top.is_list() && top.items().next().is_some() && top.items().all(is_page) {
        return top.items().collect();
    }
    vec![top]
}

/// The records in a page: the first list behind its wrappings; the page itself, if there is none.
pub fn records(page: Node<'_>) -> Vec<Node<'_>> {
    let mut here = page;
    for _ in 0..DEEPEST {
        if here.is_list() {
            return list(here);
        }
        let inside = WRAPPINGS.iter().filter_map(|name| here.get(name)).find(|node| node.is_list() || node.is_object());
        match inside {
            Some(inside) => here = inside,
            None => break,
        }
    }
    if let Some(list) = subject(here) {
        return self::list(list);
    }
    vec![here]
}

/// The elements of a list, or of what stands for one: `{nodes: […]}`, `{edges: [{node: …}]}`, `{data: […]}`, a single
/// record. Elements wrapped as `{node: …}` are unwrapped, `null`s left out.
pub fn list(node: Node<'_>) -> Vec<Node<'_>> {
    let inside = || WRAPPINGS.iter().filter_map(|name| node.get(name)).find(|inside| inside.is_list());
    let list = if node.is_list() { Some(node) } else { inside() };
    let Some(list) = list else { return if node.is_object() { vec![node] } else { Vec::new() } };

    let items = list.items().filter(|item| item.kind() != super::Kind::Null);
    items.map(|item| item.get("node").filter(|inner| inner.is_object()).unwrap_or(item)).collect()
}

/// The message of a document that is an error and no goals.
pub fn refusal(top: Node<'_>) -> Option<String> {
    if !top.is_object() {
        return None;
    }
    let has_data = top.members().any(|(name, node)| {
        let bears = |node: Node<'_>| match node.kind() {
            super::Kind::List => node.items().next().is_some(),
            super::Kind::Object => node.members().any(|(_, inside)| inside.kind() != super::Kind::Null),
            _ => false,
        };
        !ERRORS.contains(&name) && bears(node)
    });
    if has_data {
        return None;
    }
    let failed = ["Success", "success", "ok", "Ok"]
        .iter()
        .any(|name| top.get(name).and_then(Node::truth) == Some(false))
        || top.get("status").and_then(Node::text).is_some_and(|status| ["error", "fail", "failed"].contains(&status));
    let message = message(top);
    let named = ["errors", "error", "errorMessages"]
        .iter()
        .any(|name| top.get(name).is_some_and(|node| message_in(node).is_some()));
    // A message alone, with a number or an address beside it, is an error, too.
    let bare = top.get("message").and_then(Node::text).is_some()
        && top.members().count() <= 6
        && !top.parts().any(Node::is_list);
    (failed || named || bare).then(|| message.unwrap_or_else(|| String::from("error")))
}

/// Messages that stand beside data: a part of the answer is missing.
pub fn partial_errors(top: Node<'_>) -> Option<(Node<'_>, String)> {
    let errors = top.get("errors").filter(|errors| errors.is_list())?;
    top.get("data")?;
    Some((errors, message_in(errors)?))
}

const ERRORS: &[&str] = &["errors", "error", "errorMessages", "Message", "message", "error_description", "detail"];

fn message(top: Node<'_>) -> Option<String> {
    ERRORS.iter().find_map(|name| message_in(top.get(name)?))
}

fn message_in(node: Node<'_>) -> Option<String> {
    const TEXTS: &[&str] =
        &["message", "Message", "detailed_message", "detail", "title", "reason", "msg", "description"];
    match node.kind() {
        super::Kind::Text => node.text().map(String::from),
        super::Kind::List => {
            let all: Vec<String> = node.items().filter_map(message_in).take(3).collect();
            (!all.is_empty()).then(|| all.join("; "))
        }
        super::Kind::Object => {
            let own = TEXTS.iter().find_map(|name| node.get(name)?.text().map(String::from));
            own.or_else(|| node.members().find_map(|(_, inside)| inside.text().map(String::from)))
        }
        _ => None,
    }
}

/// What a page tells of records that it does not hold, if it does.
pub fn more(page: Node<'_>, have: usize) -> Option<Problem> {
    let number = |path: &str| page.at(path).and_then(Node::number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts; casts of floats saturate")]
    let of = |total: f64| Problem::Partial { have, of: Some(total as usize) };
    const TOTALS: &[&str] =
        &["total", "totalCount", "total_count", "pagination/total_records", "pagination/total_items", "count_total"];
    #[expect(clippy::cast_precision_loss, reason = "counts")]
    let short = TOTALS.iter().filter_map(|path| number(path)).find(|total| *total > have as f64);
    if let Some(total) = short {
        return Some(of(total));
    }
    let truth = |path: &str, wanted: bool| page.at(path).and_then(Node::truth) == Some(wanted);
    let there = |path: &str| page.at(path).is_some_and(|node| node.text().is_some() || node.is_object());
    let pages = number("pagination/current_page").zip(number("pagination/total_pages"));
    let goes_on = truth("isLast", false)
        || truth("has_more", true)
        || truth("hasMore", true)
        || truth("pageInfo/hasNextPage", true)
        || ["next_page", "nextPageToken", "next_url", "@odata.nextLink", "nextPage", "meta/nextPage"]
            .iter()
            .any(|at| there(at))
        || (page.get("records").is_some() && there("offset"))
        || pages.is_some_and(|(current, total)| current < total);
    goes_on.then_some(Problem::Partial { have, of: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::document::Document;

    fn with<T>(text: &str, ask: impl Fn(Node<'_>) -> T) -> T {
        ask(Document::of(text.as_bytes()).unwrap().top())
    }

    #[test]
    fn records_are_unwrapped() {
        let cases = [
            (r#"[{"a":1},{"a":2}]"#, "/0 /1"),
            (r#"{"data":{"goals":{"nodes":[{"a":1}]}}}"#, "/data"),
            (r#"{"data":{"nodes":[{"a":1}, null]}}"#, "/data/nodes/0"),
            (r#"{"edges":[{"node":{"a":1}},{"node":{"a":2}}]}"#, "/edges/0/node /edges/1/node"),
            (r#"{"_embedded":{"elements":[{"a":1}]},"total":1}"#, "/_embedded/elements/0"),
            (r#"{"Result":[{"Id":1}],"Success":true}"#, "/Result/0"),
            (r#"{"goals":[{"a":1}],"pagination":{"total_pages":1}}"#, "/goals/0"),
            (r#"{"goals":[{"a":1}],"team":"A"}"#, ""),
            (r#"{"a":1}"#, ""),
        ];
        for (text, wanted) in cases {
            let came = with(text, |top| records(top).iter().map(|node| node.pointer()).collect::<Vec<_>>().join(" "));
            assert_eq!(came, wanted, "{text}");
        }
    }

    #[test]
    fn pages_are_told_from_records() {
        let cases = [
            (r#"[{"issues":[1],"total":2},{"issues":[2],"total":2}]"#, 2),
            (r#"[{"id":1,"values":[1]},{"id":2,"values":[2]}]"#, 1),
            (r#"{"responses":{"200":{"body":{"value":[]}}}}"#, 1),
            (r#"[]"#, 1),
            (r#"[{"goals":[1],"pagination":{}},{"goals":[],"pagination":{}}]"#, 2),
            (r#"[{"team":"A","goals":[1]},{"team":"B","goals":[2]}]"#, 1),
        ];
        for (text, wanted) in cases {
            assert_eq!(with(text, |top| pages(top).len()), wanted, "{text}");
        }
        assert_eq!(with(cases[2].0, |top| pages(top)[0].pointer()), "/responses/200/body");
    }

    #[test]
    fn an_error_is_no_board() {
        let cases = [
            (r#"{"errors":[{"message":"Not authorised"}],"data":null}"#, Some("Not authorised")),
            (r#"{"errorMessages":["The value 'X' does not exist"],"errors":{}}"#, Some("The value 'X' does not exist")),
            (r#"{"Result":null,"Success":false,"Message":"Invalid token"}"#, Some("Invalid token")),
            (r#"{"status":"error","errors":[{"reason":"x","message":"m"}]}"#, Some("m")),
            (r#"{"message":"Bad credentials","documentation_url":"https://x"}"#, Some("Bad credentials")),
            (r#"{"ok":false,"error":"invalid_auth"}"#, Some("invalid_auth")),
            (r#"{"error":{"code":401,"message":"Expired"}}"#, Some("Expired")),
            (r#"{"errors":[{"message":"a part"}],"data":{"goals":[1]}}"#, None),
            (r#"{"goals":[],"message":"x","a":1,"b":1,"c":1,"d":1}"#, None),
            (r#"{"data":[]}"#, None),
            (r#"[{"error":"x"}]"#, None),
        ];
        for (text, wanted) in cases {
            assert_eq!(with(text, refusal).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        let cases = [
            (r#"{"total":262,"issues":[]}"#, Some(Problem::Partial { have: 50, of: Some(262) })),
            (r#"{"total":50,"issues":[]}"#, None),
            (r#"{"isLast":false}"#, Some(Problem::Partial { have: 50, of: None })),
            (r#"{"next_page":{"offset":"x"}}"#, Some(Problem::Partial { have: 50, of: None })),
            (r#"{"next_page":null}"#, None),
            (r#"{"pagination":{"current_page":1,"total_pages":2}}"#, Some(Problem::Partial { have: 50, of: None })),
        ];
        for (text, wanted) in cases {
            assert_eq!(with(text, |top| more(top, 50)), wanted, "{text}");
        }
    }
}
