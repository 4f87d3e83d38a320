//! Paths of mappings against the JSONPath compliance suite, where it lies beside the project (`../shared/suites`).
//!
//! All of RFC 9535 holds, but for what is left out: regular expressions, and paths that are more than the board follows.

use maltavla::feed::document::Document;
use maltavla::feed::mapping::{Broken, Path};
use serde_json::Value;
use std::fs;

#[test]
fn paths_are_those_of_the_standard() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/suites/jsonpath-cts/cts.json");
    let Ok(bytes) = fs::read(file) else { return };
    let suite: Value = serde_json::from_slice(&bytes).unwrap();
    let (mut passed, mut without, mut wrong) = (0, 0, Vec::new());
    for case in suite["tests"].as_array().unwrap() {
        let (name, selector) = (case["name"].as_str().unwrap(), case["selector"].as_str().unwrap());
        let is_invalid = case["invalid_selector"] == true;
        let regular = ["match", "search"].into_iter().find(|function| selector.contains(&format!("{function}(")));
        match Path::parse(selector) {
            Err(Broken::Function(function)) if regular == Some(function.as_str()) => without += 1,
            Err(_) if is_invalid => passed += 1,
            Ok(path) if !is_invalid && regular.is_none() => {
                let document = Document::of(case["document"].to_string().as_bytes()).unwrap();
                let found = path.query(document.top());
                let found: Value =
                    found.iter().map(|node| case["document"].pointer(&node.pointer()).unwrap().clone()).collect();
                let wanted = |results: &Value| results.as_array().is_some_and(|results| results.contains(&found));
                if case["result"] == found || wanted(&case["results"]) {
                    passed += 1;
                } else {
                    wrong.push(format!("{name}: {selector} found {found}"));
                }
            }
            came => wrong.push(format!("{name}: {selector} {came:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{passed} passed, {without} are regular expressions");
    assert!(passed > 600 && without > 30);
}
