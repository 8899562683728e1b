package dev.salus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The table of modules in {@code docs/architecture.md} is what Maven enforces. */
final class ModulesTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z/-]+)` \\|[^|]+\\| ([^|]+) \\|", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");
  private static final String OURS = "salus-";

  private final XPath xpath = XPathFactory.newInstance().newXPath();

  @Test
  void thePageSaysWhatEachModuleStandsOn() throws Exception {
    assertThat(onThePage()).isEqualTo(inMaven());
  }

  private static Map<String, Set<String>> onThePage() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/architecture.md"));
    String table = page.substring(page.indexOf("## Modules"), page.indexOf("## What can be asked"));
    Map<String, Set<String>> modules = new TreeMap<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      modules.put(row.group(1), names(row.group(2)));
    }
    return modules;
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell)
        .results()
        .map((MatchResult name) -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, Set<String>> inMaven() throws Exception {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (String module : texts(ROOT.resolve("pom.xml"), "/project/modules/module")) {
      modules.put(module, standsOn(ROOT.resolve(module).resolve("pom.xml")));
    }
    return modules;
  }

  /** Our modules on its class path, tests left out. */
  private Set<String> standsOn(Path pom) throws Exception {
    return texts(pom, "/project/dependencies/dependency[not(scope='test')]/artifactId").stream()
        .filter(artifact -> artifact.startsWith(OURS))
        .map(artifact -> artifact.substring(OURS.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> texts(Path pom, String path)
      throws ParserConfigurationException, IOException, SAXException, XPathExpressionException {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    NodeList found = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
    Set<String> texts = new TreeSet<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent().strip());
    }
    return texts;
  }
}
