//! The feed's schema is the one that its types make, and accepts what the project itself ships.

use std::fs;
use std::path::Path;

fn file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// `UPDATE=1 cargo test schema` writes the file anew.
#[test]
fn schema_is_that_of_the_types() {
    let made = serde_json::to_string_pretty(&maltavla::feed::readers::maltavla::schema::schema()).unwrap() + "\n";
    let path = file("public/feed.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "the types have changed: `UPDATE=1 cargo test schema` writes public/feed.schema.json anew");
}
