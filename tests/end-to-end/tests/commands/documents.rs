//! What the pages say, works: commands are run, recipes order what they promise.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{BINARY, Place, root};

/// The fenced blocks of a page: what stands behind the fence, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some((info.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// All pages with commands on them.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md"), root().join("rules-examples/README.md")];
    for folder in ["docs", "rules-examples"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let page = if path.is_dir() { path.join("README.md") } else { path };
            if page.extension().is_some_and(|extension| extension == "md") && !pages.contains(&page) {
                pages.push(page);
            }
        }
    }
    pages.sort();
    pages
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// What a reader has in front of them: the examples, the example settings, an account of their own, the first recipe, and
/// `reach` to call.
fn desk() -> Place {
    let place = Place::new();
    copy(&root().join("rules-examples"), &place.path().join("rules-examples"));
    copy(&root().join("rules-examples/always-on-captions"), &place.path().join("my-account"));
    std::fs::rename(place.path().join("my-account/events.jsonl"), place.path().join("yesterday.jsonl")).unwrap();
    std::fs::copy(root().join("reach.example.toml"), place.path().join("reach.example.toml")).unwrap();
    let recipe = &recipes()[0];
    place.write("my-folder/rules.json", &recipe.rules);
    place.write("event.jsonl", on_one_line(&recipe.event));
    place.write("bin/.keep", "");
    symlink(BINARY, place.path().join("bin/reach")).unwrap();
    place
}

#[test]
fn every_command_on_a_page_works_as_it_stands() {
    let mut run = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        let desk = desk();
        for (info, block) in blocks(&text) {
            if info != "sh" {
                continue;
            }
            for line in block.lines() {
                let line = line.replace("cargo run --release -- ", "reach ");
                if !line.starts_with("reach ") {
                    continue;
                }
                run += 1;
                let path = format!("{}:{}", desk.path().join("bin").display(), std::env::var("PATH").unwrap());
                let output =
                    Command::new("sh").args(["-c", &line]).env_clear().env("PATH", path).current_dir(desk.path()).output().unwrap();
                let code = output.status.code();
                let errors = String::from_utf8_lossy(&output.stderr);
                assert_eq!(code, Some(0), "{}: `{line}`: {errors}", page.display());
            }
        }
    }
    assert!(run > 15, "only {run} commands were found");
}

/// A recipe: its heading, its folder file, and an event that orders and one that does not.
struct Recipe {
    heading: String,
    rules: String,
    event: String,
    event_not: String,
}

fn recipes() -> Vec<Recipe> {
    let page = std::fs::read_to_string(root().join("docs/recipes.md")).unwrap();
    let mut recipes = Vec::new();
    for section in page.split("\n## ").skip(1) {
        let heading = section.lines().next().unwrap().to_owned();
        let blocks = blocks(section);
        let one = |wanted: &str| {
            let mut found = blocks.iter().filter(|(info, _)| info == wanted);
            let text = found.next().unwrap_or_else(|| panic!("{heading} has no block of `{wanted}`")).1.clone();
            assert!(found.next().is_none(), "{heading} has two blocks of `{wanted}`");
            text
        };
        recipes.push(Recipe { rules: one("json"), event: one("json event"), event_not: one("json event-not"), heading });
    }
    recipes
}

/// A JSON text on one line, as event files want it.
fn on_one_line(text: &str) -> String {
    serde_json::from_str::<serde_json::Value>(text).unwrap().to_string()
}

#[test]
fn each_recipe_orders_on_its_event_and_not_on_the_other() {
    let recipes = recipes();
    assert!(recipes.len() >= 15);
    for recipe in recipes {
        let place = Place::new();
        place.write("my-folder/rules.json", &recipe.rules);
        let checked = place.reach("check my-folder --format json");
        assert_eq!(checked.code, Some(0), "{}: {}", recipe.heading, checked.transcript());
        let ordered = |event: &str| {
            place.write("event.jsonl", on_one_line(event));
            let json = place.reach("dry-run my-folder --events event.jsonl --now event --strict --format json").exits(0).json();
            json["events"][0]["tasks"].as_array().unwrap().len()
        };
        assert!(ordered(&recipe.event) > 0, "{}: its event orders nothing", recipe.heading);
        assert_eq!(ordered(&recipe.event_not), 0, "{}: the other event orders", recipe.heading);
    }
}

/// Links between pages lead somewhere.
#[test]
fn every_link_to_a_file_leads_to_one() {
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            assert!(page.parent().unwrap().join(file).exists(), "{} links to `{link}`, which is not there", page.display());
        }
    }
}
