//! From the steps to the texts that they select.

use reach_expr::{Fault, Fuel};
use roxmltree::{Document, Node, ParsingOptions};

use super::bounds::{MAX_NODES, check};
use super::{Axis, Equality, Operand, Predicate, Step, Test, XPath};

/// How many bytes of XML count as one step of an evaluation.
const BYTES_A_STEP: usize = 16;

/// Text that is no XML, or XML with a DTD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotXml;

impl XPath {
    /// The texts of the nodes of `xml` that the path selects, in document order.
    ///
    /// # Errors
    /// [`Fault::OverBudget`] when the document or the work is too large.
    pub fn texts(&self, xml: &str, fuel: &mut Fuel) -> Result<Result<Vec<String>, NotXml>, Fault> {
        fuel.step(xml.len() / BYTES_A_STEP)?;
        check(xml)?;
        let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let document = match Document::parse_with_options(xml, options) {
            Ok(document) => document,
            Err(roxmltree::Error::NodesLimitReached) => {
                return Err(Fault::OverBudget { what: "more than 100 000 nodes of metadata" });
            }
            Err(_) => return Ok(Err(NotXml)),
        };
        let mut found = vec![Found::Node(document.root())];
        for step in &self.steps {
            found = step.select(&found, fuel)?;
        }
        let mut texts = Vec::with_capacity(found.len());
        for found in found {
            texts.push(found.text(fuel)?);
        }
        Ok(Ok(texts))
    }
}

/// What a step selects.
#[derive(Clone, Copy)]
enum Found<'d> {
    Node(Node<'d, 'd>),
    Attribute { of: Node<'d, 'd>, at: usize },
}

impl<'d> Found<'d> {
    /// In document order: an element stands before its attributes, they stand before its children.
    fn order(self) -> (usize, usize) {
        match self {
            Found::Node(node) => (place(node), 0),
            Found::Attribute { of, at } => (place(of), at + 1),
        }
    }

    fn node(self) -> Option<Node<'d, 'd>> {
        match self {
            Found::Node(node) => Some(node),
            Found::Attribute { .. } => None,
        }
    }

    fn text(self, fuel: &mut Fuel) -> Result<String, Fault> {
        let mut text = String::new();
        match self {
            Found::Node(node) => {
                for part in node.descendants() {
                    fuel.step(1)?;
                    if part.is_text() {
                        let part = part.text().unwrap_or_default();
                        fuel.build(part.len())?;
                        text.push_str(part);
                    }
                }
            }
            Found::Attribute { of, at } => {
                let value = of.attributes().nth(at).map_or("", |attribute| attribute.value());
                fuel.build(value.len())?;
                text.push_str(value);
            }
        }
        Ok(text)
    }
}

/// A node's place in document order.
fn place(node: Node<'_, '_>) -> usize {
    node.id().get_usize()
}

impl Step {
    /// What it selects from `contexts`, in document order, each once.
    fn select<'d>(&self, contexts: &[Found<'d>], fuel: &mut Fuel) -> Result<Vec<Found<'d>>, Fault> {
        let contexts = contexts.iter().filter_map(|context| context.node());
        let contexts = if self.deep { with_all_below(contexts, fuel)? } else { contexts.collect() };
        let mut selected = Vec::new();
        for context in contexts {
            fuel.step(1)?;
            selected.extend(self.select_from(context, fuel)?);
        }
        selected.sort_unstable_by_key(|found| found.order());
        selected.dedup_by_key(|found| found.order());
        Ok(selected)
    }

    fn select_from<'d>(&self, context: Node<'d, 'd>, fuel: &mut Fuel) -> Result<Vec<Found<'d>>, Fault> {
        let mut selected = Vec::new();
        match self.axis {
            Axis::Child => self.take_nodes(context.children(), &mut selected, fuel)?,
            Axis::FollowingSibling => self.take_nodes(context.next_siblings().skip(1), &mut selected, fuel)?,
            Axis::Attribute => {
                for (at, attribute) in context.attributes().enumerate() {
                    fuel.step(1)?;
                    if self.test.accepts(attribute.name(), attribute.namespace()) {
                        selected.push(Found::Attribute { of: context, at });
                    }
                }
            }
        }
        for predicate in &self.predicates {
            match predicate {
                Predicate::Position(position) => {
                    let at = (*position as usize).checked_sub(1);
                    selected = at.and_then(|at| selected.get(at).copied()).into_iter().collect();
                }
                Predicate::All(equalities) => {
                    let mut kept = Vec::new();
                    for found in selected {
                        if holds(equalities, found, fuel)? {
                            kept.push(found);
                        }
                    }
                    selected = kept;
                }
            }
        }
        Ok(selected)
    }

    fn take_nodes<'d>(
        &self,
        nodes: impl Iterator<Item = Node<'d, 'd>>,
        selected: &mut Vec<Found<'d>>,
        fuel: &mut Fuel,
    ) -> Result<(), Fault> {
        for node in nodes {
            fuel.step(1)?;
            if node.is_element() && self.test.accepts(node.tag_name().name(), node.tag_name().namespace()) {
                selected.push(Found::Node(node));
            }
        }
        Ok(())
    }
}

/// The nodes and all below them, in document order, each once. `contexts` are in document order.
fn with_all_below<'d>(contexts: impl Iterator<Item = Node<'d, 'd>>, fuel: &mut Fuel) -> Result<Vec<Node<'d, 'd>>, Fault> {
    let mut all: Vec<Node<'d, 'd>> = Vec::new();
    for context in contexts {
        // What lies within an earlier context has been taken with it.
        if all.last().is_some_and(|last| place(context) <= place(*last)) {
            continue;
        }
        for node in context.descendants() {
            fuel.step(1)?;
            all.push(node);
        }
    }
    Ok(all)
}

impl Test {
    fn accepts(&self, name: &str, namespace: Option<&str>) -> bool {
        match self {
            Test::Any => true,
            Test::Name(wanted) => &**wanted == name && namespace.is_none(),
            Test::LocalName(wanted) => &**wanted == name,
        }
    }
}

fn holds(equalities: &[Equality], found: Found<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
    for equality in equalities {
        if !equality.holds(found, fuel)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Equality {
    fn holds(&self, found: Found<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
        let node = match found {
            Found::Node(node) => node,
            Found::Attribute { of, at } => {
                let name = of.attributes().nth(at).map_or("", |attribute| attribute.name());
                return Ok(self.left == Operand::LocalName && name == &*self.text);
            }
        };
        match &self.left {
            Operand::LocalName => Ok(node.tag_name().name() == &*self.text),
            Operand::Text => {
                fuel.step(1)?;
                for child in node.children() {
                    fuel.step(1)?;
                    if child.is_text() && child.text() == Some(&*self.text) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Operand::Child(name) => {
                for child in node.children() {
                    fuel.step(1)?;
                    let tag = child.tag_name();
                    let named = child.is_element() && tag.name() == &**name && tag.namespace().is_none();
                    if named && self.is_text_of(child, fuel)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    fn is_text_of(&self, node: Node<'_, '_>, fuel: &mut Fuel) -> Result<bool, Fault> {
        let mut rest = &*self.text;
        for part in node.descendants() {
            fuel.step(1)?;
            if part.is_text() {
                match rest.strip_prefix(part.text().unwrap_or_default()) {
                    Some(left) => rest = left,
                    None => return Ok(false),
                }
            }
        }
        Ok(rest.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const XML: &str = "<metadata>\
        <Dept>Biology</Dept>\
        <Item><Kind>a</Kind><Name lang='en'>one</Name></Item>\
        <Item><Kind>b</Kind><Name lang='de'>t<i>w</i>o</Name><!-- no --></Item>\
        <Item><Kind>b</Kind><Name><![CDATA[<three>]]></Name></Item>\
        <Dept>Phys &amp; Chem</Dept>\
        <m:Dept xmlns:m='urn:m'>Named</m:Dept>\
        </metadata>";

    fn texts(path: &str, xml: &str) -> Result<Result<Vec<String>, NotXml>, Fault> {
        XPath::parse(path).unwrap().texts(xml, &mut Fuel::new())
    }

    #[test]
    fn each_form_selects_in_document_order() {
        let cases: [(&str, &[&str]); 24] = [
            ("Dept", &["Biology", "Phys & Chem"]),
            ("//Dept", &["Biology", "Phys & Chem"]),
            ("/metadata/Dept", &["Biology", "Phys & Chem", "Named"]),
            ("/metadata/Dept[2]", &["Phys & Chem"]),
            ("/metadata/Dept[3]", &[]),
            ("/metadata/Dept[0]", &[]),
            ("/*[local-name()='metadata']/*[local-name()='Dept']", &["Biology", "Phys & Chem", "Named"]),
            ("/Dept", &[]),
            ("Nothing", &[]),
            ("/metadata/Item/Name", &["one", "two", "<three>"]),
            ("//Item[Kind='b']/Name", &["two", "<three>"]),
            ("//Item[Kind='b'][2]/Name", &["<three>"]),
            ("//Item[2][Kind='b']/Name", &["two"]),
            ("//Item[3][Kind='a']/Name", &[]),
            ("//Item[Kind='b' and Name='two']/Name/@lang", &["de"]),
            ("//@lang", &["en", "de"]),
            ("/metadata/Item/Name/@none", &[]),
            ("//*[text()='one']", &["one"]),
            ("//*[text()='two']", &[]),
            ("//Item[1]/following-sibling::Dept", &["Phys & Chem"]),
            ("//Kind/following-sibling::*", &["one", "two", "<three>"]),
            ("/metadata/Dept/following-sibling::Item[1]/Kind", &["a"]),
            ("//Name//i", &["w"]),
            ("/metadata/Item/@lang/Name", &[]),
        ];
        for (path, expected) in cases {
            assert_eq!(texts(path, XML).unwrap().unwrap(), expected, "{path}");
        }
    }

    #[test]
    fn what_is_no_xml_is_told_apart_from_what_has_no_such_node() {
        for xml in ["", "text", "<a>", "<a></b>", "<a/><b/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a>&x;</a>"] {
            assert_eq!(texts("a", xml), Ok(Err(NotXml)), "{xml}");
        }
        assert_eq!(texts("a", "<b/>"), Ok(Ok(Vec::new())));
        assert_eq!(texts("b", "<?xml version='1.0'?><b/>"), Ok(Ok(vec![String::new()])));
    }

    #[test]
    fn deep_and_wide_documents_end_in_the_budget_at_most() {
        let deep = format!("{}x{}", "<a>".repeat(90_000), "</a>".repeat(90_000));
        let too_deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
        let open = "<a>".repeat(90_000);
        let wide = format!("<r>{}</r>", "<a/>".repeat(90_000));
        let attributes = format!("<r{}/>", (0..10_000).map(|at| format!(" a{at}='x'")).collect::<String>());
        let namespaces: String = (0..3_000).map(|at| format!("<r xmlns:a{at}='x'>")).collect();
        let over = |what: &'static str| Err(Fault::OverBudget { what });
        assert_eq!(texts("/a/a", &deep), Ok(Ok(vec!["x".to_owned()])));
        assert_eq!(texts("//a", &deep), over("more than 1 000 000 steps"));
        assert_eq!(texts("//a//a//a[a='y']", &deep), over("more than 1 000 000 steps"));
        assert_eq!(texts("//a", &too_deep), over("more than 100 000 nodes of metadata"));
        assert_eq!(texts("//a", &open), Ok(Err(NotXml)));
        assert_eq!(texts("//a", &wide).map(|texts| texts.map(|texts| texts.len())), Ok(Ok(90_000)));
        assert_eq!(texts("//a/following-sibling::a", &wide), over("more than 1 000 000 steps"));
        assert_eq!(texts("/r/@a7", &attributes), over("more than 256 attributes of an element of metadata"));
        assert_eq!(texts("//r", &namespaces), over("more than 64 namespaces in metadata"));
    }

    proptest! {
        #[test]
        fn no_document_panics(xml in "(<[ab/!?]{0,2}[ab]?(xmlns)?[:='\" ]{0,3}>?|&#?[a-z0-9]{0,3};?|\\PC){0,20}") {
            let _ = texts("//*[a='b']/@a", &xml);
        }
    }
}
