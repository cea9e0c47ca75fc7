//! Makes the tables of `rules::platform` out of `data/*.json` (`data/README.md`), and refuses data that does not
//! hang together. All strings stand in one text; rows name their place in it, so no table holds a pointer.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, error, fs};

use serde_json::{Map, Value};

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;
type Json = Map<String, Value>;

const ROOT: &str = "BaseObject";

fn main() -> Result<()> {
    let mut tables = Tables::default();
    let columns = read("columns")?;
    let template_types = TemplateTypes::new(read("object_types")?)?;
    let classes = Classes::new(read("classes")?)?;
    write_template_types(&mut tables, &template_types)?;
    write_tables(&mut tables, &columns)?;
    write_classes(&mut tables, &classes, &columns, &template_types)?;
    write_getters(&mut tables, &classes, &read("getters")?)?;
    let plugins = read("plugin_enums")?;
    write_constants(&mut tables, &read("constants")?, &plugins)?;
    write_plugins(&mut tables, &plugins)?;
    tables.finish()
}

fn read(name: &str) -> Result<Json> {
    let path = format!("data/{name}.json");
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?)
}

/// What is written: one text for all strings, and the tables as Rust.
#[derive(Default)]
struct Tables {
    text: String,
    places: HashMap<String, usize>,
    code: String,
}

impl Tables {
    const LENGTH_BITS: u32 = 12;

    /// A `Text`, as Rust.
    fn text(&mut self, string: &str) -> Result<String> {
        let place = match self.places.get(string) {
            Some(&place) => place,
            None => {
                let place = self.text.len();
                self.text.push_str(string);
                self.places.insert(string.to_owned(), place);
                place
            }
        };
        if string.len() >> Self::LENGTH_BITS != 0 || place >> (u32::BITS - Self::LENGTH_BITS) != 0 {
            return Err(format!("`{string}` does not fit into the tables' text").into());
        }
        Ok(format!("Text({})", place << Self::LENGTH_BITS | string.len()))
    }

    /// Two `Text`s: `prefix` and `rest` together, and `rest` alone.
    fn text_and_rest(&mut self, prefix: &str, rest: &str) -> Result<(String, String)> {
        let whole = self.text(&format!("{prefix}{rest}"))?;
        if let Some(&place) = self.places.get(&format!("{prefix}{rest}")) {
            self.places.entry(rest.to_owned()).or_insert(place + prefix.len());
        }
        Ok((whole, self.text(rest)?))
    }

    fn array(&mut self, name: &str, of: &str, rows: &[String]) -> Result<()> {
        writeln!(self.code, "pub(super) static {name}: [{of}; {}] = [\n{}];", rows.len(), rows.join(",\n"))?;
        Ok(())
    }

    fn finish(self) -> Result<()> {
        let directory = env::var("OUT_DIR")?;
        fs::write(Path::new(&directory).join("platform.txt"), &self.text)?;
        let text =
            "/// All strings of the tables.\npub(super) static TEXT: &str = include_str!(concat!(env!(\"OUT_DIR\"), \"/platform.txt\"));\n";
        fs::write(Path::new(&directory).join("platform.rs"), format!("{text}{}", self.code))?;
        Ok(())
    }
}

fn span(start: usize, end: usize) -> Result<String> {
    let (start, end) = (u16::try_from(start)?, u16::try_from(end)?);
    Ok(format!("Span {{ start: {start}, end: {end} }}"))
}

fn option(kind: &str, id: Option<usize>) -> String {
    id.map_or_else(|| "None".to_owned(), |id| format!("Some({kind}({id}))"))
}

fn string<'a>(value: &'a Value, of: &str) -> Result<&'a str> {
    Ok(value.as_str().ok_or_else(|| format!("`{of}` is not a string"))?)
}

fn object<'a>(value: &'a Value, of: &str) -> Result<&'a Json> {
    Ok(value.as_object().ok_or_else(|| format!("`{of}` is not an object"))?)
}

/// A number or a string, as the API prints it.
fn printed(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn only(row: &Json, known: &[&str], of: &str) -> Result<()> {
    match row.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("`{of}` has `{key}`, which means nothing here").into()),
        None => Ok(()),
    }
}

/// The classes in an order in which those below a class follow it at once.
struct Classes {
    data: Json,
    order: Vec<String>,
    ids: HashMap<String, usize>,
}

impl Classes {
    fn new(data: Json) -> Result<Self> {
        let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, row) in &data {
            let parent = row.get("parent").map_or(Ok(ROOT), |parent| string(parent, name))?;
            if parent != ROOT && !data.contains_key(parent) {
                return Err(format!("`{name}` is below `{parent}`, which is no class").into());
            }
            below.entry(parent).or_default().push(name);
        }
        let mut order = Vec::new();
        let mut next = vec![ROOT];
        while let Some(name) = next.pop() {
            order.push(name.to_owned());
            next.extend(below.get(name).into_iter().flatten().rev());
        }
        if order.len() != data.len() + 1 {
            return Err("some class is above itself".into());
        }
        let ids = order.iter().enumerate().map(|(id, name)| (name.clone(), id)).collect();
        Ok(Classes { data, order, ids })
    }

    fn id(&self, name: &str) -> Result<usize> {
        Ok(*self.ids.get(name).ok_or_else(|| format!("`{name}` is no class"))?)
    }

    fn parent(&self, name: &str) -> Option<&str> {
        let row = self.data.get(name)?;
        Some(row.get("parent").and_then(Value::as_str).unwrap_or(ROOT))
    }

    fn ancestors<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::successors(Some(name), |name| self.parent(name))
    }
}

/// The object types of templates, and which classes have which.
struct TemplateTypes {
    /// Value and symbolic name.
    rows: Vec<(String, String)>,
    documented: HashMap<String, usize>,
    server: HashMap<String, usize>,
}

impl TemplateTypes {
    fn new(data: Json) -> Result<Self> {
        only(&data, &["types", "serverEventMap", "documented"], "object_types.json")?;
        let mut types = TemplateTypes { rows: Vec::new(), documented: HashMap::new(), server: HashMap::new() };
        for row in data["types"].as_array().into_iter().flatten() {
            let (class, name) = (string(&row["class"], "class")?, string(&row["name"], "name")?);
            types.documented.insert(class.to_owned(), types.rows.len());
            types.rows.push((printed(&row["value"]), name.to_owned()));
        }
        for (class, value) in object(&data["serverEventMap"], "serverEventMap")? {
            let id = types.id(printed(value));
            types.documented.insert(class.clone(), id);
            types.server.insert(class.clone(), id);
        }
        for (class, value) in object(&data["documented"], "documented")? {
            let id = types.id(printed(value));
            types.documented.insert(class.clone(), id);
        }
        Ok(types)
    }

    fn id(&mut self, value: String) -> usize {
        self.rows.iter().position(|row| row.0 == value).unwrap_or_else(|| {
            self.rows.push((value, String::new()));
            self.rows.len() - 1
        })
    }
}

fn write_template_types(tables: &mut Tables, types: &TemplateTypes) -> Result<()> {
    let mut rows = Vec::new();
    for (value, name) in &types.rows {
        rows.push(format!("TemplateTypeRow {{ value: {}, name: {} }}", tables.text(value)?, tables.text(name)?));
    }
    tables.array("TEMPLATE_TYPES", "TemplateTypeRow", &rows)
}

fn write_tables(tables: &mut Tables, data: &Json) -> Result<()> {
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for (id, (table, names)) in data.iter().collect::<BTreeMap<_, _>>().into_iter().enumerate() {
        let names: BTreeSet<&str> = names.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let start = columns.len();
        for column in names {
            let (full_name, name) = tables.text_and_rest(&format!("{table}."), column)?;
            let getter = tables.text(&format!("get{}", camel_case(column, '_')))?;
            columns.push(format!("Column {{ table: Table({id}), name: {name}, full_name: {full_name}, getter: {getter} }}"));
        }
        let span = span(start, columns.len())?;
        rows.push(format!("TableRow {{ name: {}, columns: {span} }}", tables.text(table)?));
    }
    tables.array("TABLES", "TableRow", &rows)?;
    tables.array("COLUMNS", "Column", &columns)
}

fn write_classes(tables: &mut Tables, classes: &Classes, columns: &Json, types: &TemplateTypes) -> Result<()> {
    let table_names: Vec<&str> = columns.keys().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect();
    let mut rows = Vec::new();
    // Server classes by their own names, then by those of the API.
    let (mut own_names, mut own_ids) = (Vec::new(), Vec::new());
    let (mut api_names, mut api_ids) = (Vec::new(), Vec::new());
    let mut spelled = BTreeSet::new();
    for (id, class) in classes.order.iter().enumerate() {
        let data = classes.data.get(class).map_or_else(|| Ok(Json::new()), |row| object(row, class).cloned())?;
        only(&data, &["parent", "table", "api"], class)?;
        rows.push(class_row(tables, classes, types, &table_names, id, data.get("table"))?);
        own_names.push(tables.text(class)?);
        own_ids.push(format!("Class({id})"));
        for name in data.get("api").and_then(Value::as_array).into_iter().flatten() {
            api_names.push(tables.text(string(name, class)?)?);
            api_ids.push(format!("Class({id})"));
            if !spelled.insert(string(name, class)?.to_ascii_lowercase()) {
                return Err(format!("{name} stands for two classes").into());
            }
        }
        if !spelled.insert(class.to_ascii_lowercase()) {
            return Err(format!("`{class}` stands for two classes").into());
        }
    }
    own_names.append(&mut api_names);
    own_ids.append(&mut api_ids);
    tables.array("CLASSES", "ClassRow", &rows)?;
    tables.array("OBJECT_TYPE_NAMES", "Text", &own_names)?;
    tables.array("OBJECT_TYPE_CLASSES", "Class", &own_ids)
}

fn class_row(
    tables: &mut Tables,
    classes: &Classes,
    types: &TemplateTypes,
    table_names: &[&str],
    id: usize,
    table: Option<&Value>,
) -> Result<String> {
    let class = &classes.order[id];
    let table = match table.map(|table| string(table, class)).transpose()? {
        Some(name) => Some(table_names.binary_search(&name).map_err(|_| format!("`{class}` has no table `{name}`"))?),
        None => None,
    };
    let parent = classes.parent(class).map_or(Ok(id), |parent| classes.id(parent))?;
    let is_below = |other: &&String| classes.ancestors(other).any(|above| above == class);
    let last = id + classes.order[id..].iter().take_while(is_below).count() - 1;
    let documented = classes.ancestors(class).find_map(|above| types.documented.get(above).copied());
    Ok(format!(
        "ClassRow {{ name: {}, parent: Class({parent}), last: Class({last}), table: {}, documented: {}, server: {} }}",
        tables.text(class)?,
        option("Table", table),
        option("TemplateObjectType", documented),
        option("TemplateObjectType", types.server.get(class).copied()),
    ))
}

fn write_getters(tables: &mut Tables, classes: &Classes, data: &Json) -> Result<()> {
    // Name in lower case, then class: name as spelled, row.
    let mut getters: BTreeMap<String, BTreeMap<usize, (&str, &Json)>> = BTreeMap::new();
    for (class, own) in data {
        for (name, row) in object(own, class)? {
            only(object(row, name)?, &["property", "type", "byApi", "default", "rule", "customData"], name)?;
            let same = getters.entry(name.to_ascii_lowercase()).or_default();
            if same.insert(classes.id(class)?, (name, object(row, name)?)).is_some() {
                return Err(format!("`{class}` has `{name}` twice").into());
            }
        }
    }
    let (mut names, mut spans) = (Vec::new(), Vec::new());
    let (mut rows, mut by_api) = (Vec::new(), Vec::new());
    for same in getters.values() {
        let start = rows.len();
        let spellings: Vec<&str> = same.values().map(|(name, _)| *name).collect();
        let usual = spellings.iter().max_by_key(|name| spellings.iter().filter(|other| other == name).count());
        names.push(tables.text(usual.ok_or("a getter without a name")?)?);
        let dates = same.values().filter(|(_, row)| row.contains_key("type")).count();
        if dates != 0 && dates != same.len() {
            return Err(format!("{spellings:?} is a date in some classes alone").into());
        }
        for (class, (name, row)) in same {
            rows.push(getter(tables, &mut by_api, *class, name, row)?);
        }
        spans.push(span(start, rows.len())?);
    }
    tables.array("GETTER_NAMES", "Text", &names)?;
    tables.array("GETTER_SPANS", "Span", &spans)?;
    tables.array("GETTERS", "Getter", &rows)?;
    tables.array("BY_API", "(Text, Text)", &by_api)
}

fn getter(tables: &mut Tables, by_api: &mut Vec<String>, class: usize, name: &str, row: &Json) -> Result<String> {
    let plain = name.strip_prefix("get").map_or_else(String::new, |rest| {
        let (first, others) = rest.split_at(rest.len().min(1));
        first.to_ascii_lowercase() + others
    });
    let property = row.get("property").map_or(Ok(plain.as_str()), |property| string(property, name))?;
    if property.is_empty() {
        return Err(format!("`{name}` reads no property").into());
    }
    let fallback = if property == plain { "" } else { &plain };
    let custom_data = row.get("customData").map_or(Ok(""), |field| string(field, name))?;
    let start = by_api.len();
    for (api, other) in row.get("byApi").and_then(Value::as_object).into_iter().flatten() {
        by_api.push(format!("({}, {})", tables.text(api)?, tables.text(string(other, name)?)?));
    }
    let default = match row.get("default") {
        None => "None".to_owned(),
        Some(Value::Bool(value)) => format!("Some(DefaultValue::Bool({value}))"),
        Some(Value::Number(value)) if value.is_i64() => format!("Some(DefaultValue::Int({value}))"),
        Some(Value::String(value)) if value.is_empty() => "Some(DefaultValue::EmptyString)".to_owned(),
        Some(Value::Array(values)) if values.is_empty() => "Some(DefaultValue::EmptyArray)".to_owned(),
        Some(other) => return Err(format!("`{name}` has the default {other}").into()),
    };
    let rule = match row.get("rule") {
        None => "None".to_owned(),
        Some(rule) => format!("Some(GetterRule::{})", camel_case(string(rule, name)?, '-')),
    };
    let date = match row.get("type").map(|kind| string(kind, name)).transpose()? {
        None => false,
        Some("date") => true,
        Some(other) => return Err(format!("`{name}` is of type `{other}`, which means nothing here").into()),
    };
    Ok(format!(
        "Getter {{ class: Class({class}), name: {}, property: {}, fallback: {}, custom_data: {}, by_api: {}, \
         default: {default}, rule: {rule}, date: {date} }}",
        tables.text(name)?,
        tables.text(property)?,
        tables.text(fallback)?,
        tables.text(custom_data)?,
        span(start, by_api.len())?,
    ))
}

fn camel_case(name: &str, separator: char) -> String {
    let words = name.split(separator).map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
    });
    words.collect()
}

/// A constant's value, which sorts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Constant {
    Null,
    Int(i64),
    Str(String),
}

/// A class's constants with those of the classes that it includes.
fn constants(data: &Json, class: &str, depth: usize) -> Result<BTreeMap<String, Constant>> {
    const INCLUDES: &str = "$includes";
    let own = object(data.get(class).ok_or_else(|| format!("`{class}` has no constants"))?, class)?;
    let mut all = match own.get(INCLUDES) {
        Some(base) if depth < 20 => constants(data, string(base, INCLUDES)?, depth + 1)?,
        Some(_) => return Err(format!("`{class}` includes itself").into()),
        None => BTreeMap::new(),
    };
    for (name, value) in own.iter().filter(|(name, _)| *name != INCLUDES) {
        all.insert(name.clone(), constant(name, value)?);
    }
    Ok(all)
}

fn constant(name: &str, value: &Value) -> Result<Constant> {
    match value {
        Value::Null => Ok(Constant::Null),
        Value::Number(number) => Ok(Constant::Int(number.as_i64().ok_or_else(|| format!("`{name}` is no integer"))?)),
        Value::String(text) => Ok(Constant::Str(text.clone())),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(format!("`{name}` cannot be {value}").into()),
    }
}

fn write_constants(tables: &mut Tables, data: &Json, plugins: &Json) -> Result<()> {
    let mut classes = BTreeMap::new();
    for class in data.keys() {
        classes.insert(class.clone(), constants(data, class, 0)?);
    }
    for (class, row) in plugins {
        let own: &mut BTreeMap<_, _> = classes.entry(class.clone()).or_default();
        for (name, value) in object(&row["values"], class)? {
            own.insert(name.clone(), constant(name, value)?);
        }
    }
    // Many classes have the same constants: each pair stands once, and so does each list of them.
    let pairs: BTreeSet<(&String, &Constant)> = classes.values().flatten().collect();
    let ids: BTreeMap<(&String, &Constant), usize> = pairs.iter().enumerate().map(|(id, pair)| (*pair, id)).collect();
    let mut rows = Vec::new();
    for (name, value) in &pairs {
        let value = match value {
            Constant::Null => "Packed::Null".to_owned(),
            Constant::Int(value) => format!("Packed::Int({value})"),
            // A column's full name ends in its own, which is its constant's.
            Constant::Str(value) => match value.strip_suffix(name.as_str()) {
                Some(prefix) => format!("Packed::Str({})", tables.text_and_rest(prefix, name)?.0),
                None => format!("Packed::Str({})", tables.text(value)?),
            },
        };
        rows.push(format!("({}, {value})", tables.text(name)?));
    }
    let (mut names, mut spans, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    let mut places: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for (class, own) in &classes {
        let list: Vec<usize> = own.iter().map(|pair| ids[&pair]).collect();
        let length = list.len();
        let start = *places.entry(list).or_insert_with_key(|list| {
            lists.extend(list.iter().map(usize::to_string));
            lists.len() - list.len()
        });
        names.push(tables.text(class)?);
        spans.push(span(start, start + length)?);
    }
    tables.array("CONSTANTS", "(Text, Packed)", &rows)?;
    tables.array("CONSTANT_LISTS", "u16", &lists)?;
    tables.array("CONSTANT_CLASS_NAMES", "Text", &names)?;
    tables.array("CONSTANT_CLASS_SPANS", "Span", &spans)
}

fn write_plugins(tables: &mut Tables, data: &Json) -> Result<()> {
    // Plugin: enumerations that it adds to, and bare name with API form.
    let mut plugins: BTreeMap<&str, (BTreeSet<&str>, BTreeMap<String, String>)> = BTreeMap::new();
    for (class, row) in data {
        only(object(row, class)?, &["plugin", "pluginName", "base", "values"], class)?;
        let (bases, values) = plugins.entry(string(&row["plugin"], class)?).or_default();
        bases.insert(string(&row["base"], class)?);
        for name in object(&row["values"], class)?.values().map(printed) {
            let api = format!("{}.{name}", string(&row["pluginName"], class)?);
            if values.insert(name, api.clone()).is_some_and(|other| other != api) {
                return Err(format!("`{api}` is printed in two ways").into());
            }
        }
    }
    let (mut rows, mut all) = (Vec::new(), Vec::new());
    for (plugin, (bases, values)) in plugins {
        let start = all.len();
        for (name, api) in &values {
            let prefix = api.strip_suffix(name.as_str()).unwrap_or_default();
            let (api, name) = tables.text_and_rest(prefix, name)?;
            all.push(format!("PluginValue {{ name: {name}, api: {api} }}"));
        }
        let values = span(start, all.len())?;
        let methods = bases.iter().map(|base| format!("get{base}CoreValue"));
        for method in methods.chain(["getApiValue".to_owned()]) {
            let (plugin, method) = (tables.text(plugin)?, tables.text(&method)?);
            rows.push(format!("PluginMethodRow {{ plugin: {plugin}, method: {method}, values: {values} }}"));
        }
    }
    tables.array("PLUGIN_METHODS", "PluginMethodRow", &rows)?;
    tables.array("PLUGIN_VALUES", "PluginValue", &all)
}
