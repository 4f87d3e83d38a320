//! Hands the page to the shell.
#![cfg_attr(not(target_arch = "wasm32"), allow(unused_crate_dependencies, reason = "natively there is no page"))]

fn main() {
    #[cfg(target_arch = "wasm32")]
    maltavla::shell::start();
}
