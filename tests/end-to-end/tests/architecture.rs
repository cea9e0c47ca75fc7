//! The architecture, held to what ARCHITECTURE.md says.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test fails by panicking and says what it skips")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).exec().unwrap()
}

/// Which crates of the project a crate may name.
fn allowed(name: &str) -> &'static [&'static str] {
    match name {
        "reach-rawjson" | "reach-expr" => &[],
        "reach-rules" => &["reach-expr", "reach-rawjson"],
        "reach-events" | "reach-dispatch" => &["reach-rules", "reach-rawjson"],
        "reach-cli" => &["reach-dispatch", "reach-events", "reach-rules", "reach-rawjson"],
        _ => &["reach-rawjson", "reach-expr", "reach-rules", "reach-events", "reach-dispatch", "reach-cli"],
    }
}

#[test]
fn dependencies_point_one_way() {
    for package in metadata().workspace_packages() {
        for dependency in &package.dependencies {
            let ours = dependency.name.starts_with("reach-");
            if ours && dependency.kind == DependencyKind::Normal {
                assert!(
                    allowed(&package.name).contains(&dependency.name.as_str()),
                    "{} may not depend on {}",
                    package.name,
                    dependency.name
                );
            }
        }
    }
}

/// Everything that a package needs when it is built, by the features that it asks for.
fn closure(package: &str) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = Command::new(cargo)
        .args(["tree", "--package", package, "--edges", "normal", "--prefix", "none", "--format", "{p}", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    String::from_utf8_lossy(&tree.stdout).lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_deciding_crates_know_no_async_no_database_and_no_randomness() {
    for package in ["reach-rawjson", "reach-expr", "reach-rules"] {
        let closure = closure(package);
        assert!(closure.contains(package));
        for banned in ["tokio", "futures-util", "async-trait", "sqlx", "sqlx-core", "mio", "rand", "getrandom", "reqwest", "tracing"] {
            assert!(!closure.contains(banned), "{package} pulls in {banned}");
        }
    }
}

#[test]
fn every_path_that_the_architecture_page_names_is_there() {
    let root = root();
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let mut named = 0;
    for piece in page.split('`').skip(1).step_by(2) {
        let is_path = ["crates/", "tests/", "benches", "docs/", "rules-examples"].iter().any(|start| piece.starts_with(start));
        if is_path {
            named += 1;
            assert!(root.join(piece).exists(), "ARCHITECTURE.md names `{piece}`, which is not there");
        }
    }
    assert!(named >= 8, "the page names few paths: {named}");
    assert!(page.lines().count() < 300, "the page has grown beyond 300 lines");
}

#[test]
fn every_crate_is_on_the_architecture_page() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(page.contains(&format!("**{name}**")), "ARCHITECTURE.md says nothing of `{name}`");
    }
}

#[test]
fn only_the_command_prints() {
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.ends_with("cli") {
            continue;
        }
        for file in rust_files(&folder.join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for macro_name in ["println!", "eprintln!", "print!(", "dbg!"] {
                let prints = code.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(macro_name));
                assert!(!prints, "{} uses {macro_name}", file.display());
            }
        }
    }
}

#[test]
fn no_file_of_code_has_grown_beyond_measure() {
    for folder in ["crates", "tests", "benches"] {
        for file in rust_files(&root().join(folder)) {
            let lines = std::fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= 800, "{} has {lines} lines: look for the second question that it answers", file.display());
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut rest = vec![folder.to_owned()];
    while let Some(folder) = rest.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rest.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}
