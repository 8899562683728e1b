package dev.salus.app.fhir;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An element of a FHIR resource whose parts are taken one by one; what nobody took is the rest, so
 * that nothing is lost. Works on a copy.
 */
final class FhirFields {

  /** Reads numbers with all their digits, and nothing that has a name twice. */
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final ObjectNode left;

  FhirFields(JsonNode element) {
    this.left = element.deepCopy();
  }

  /** The element at this name, taken whole if it fits; else it stays. */
  <T> Optional<T> take(String name, Predicate<FhirFields> fits, Function<FhirFields, T> read) {
    Optional<FhirFields> element =
        Optional.of(left.path(name)).filter(JsonNode::isObject).map(FhirFields::new).filter(fits);
    element.ifPresent(taken -> left.remove(name));
    return element.map(read);
  }

  /** The first in the array at this name that fits, taken whole; the others stay. */
  <T> Optional<T> takeFirst(String name, Predicate<FhirFields> fits, Function<FhirFields, T> read) {
    AtomicBoolean found = new AtomicBoolean();
    return takeAll(name, each -> fits.test(each) && found.compareAndSet(false, true), read).stream()
        .findFirst();
  }

  /** Those in the array at this name that fit, taken whole; the others stay. */
  <T> List<T> takeAll(String name, Predicate<FhirFields> fits, Function<FhirFields, T> read) {
    List<T> values = new ArrayList<>();
    ArrayNode others = left.arrayNode();
    for (JsonNode each : left.path(name)) {
      Optional<FhirFields> element =
          Optional.of(each).filter(JsonNode::isObject).map(FhirFields::new).filter(fits);
      element.map(read).ifPresentOrElse(values::add, () -> others.add(each));
    }
    replace(name, others);
    return values;
  }

  /** What is read inside of the element at this name, or of each if it is an array. */
  <T> List<T> inside(String name, Function<FhirFields, List<T>> read) {
    JsonNode value = left.path(name);
    List<T> values = new ArrayList<>();
    if (value.isObject()) {
      FhirFields element = new FhirFields(value);
      values.addAll(read.apply(element));
      replace(name, element.left);
    } else if (value.isArray()) {
      ArrayNode rests = left.arrayNode();
      for (JsonNode each : value) {
        if (each.isObject()) {
          FhirFields element = new FhirFields(each);
          values.addAll(read.apply(element));
          rests.add(element.left);
        } else {
          rests.add(each);
        }
      }
      boolean taken =
          StreamSupport.stream(rests.spliterator(), false)
              .allMatch(rest -> rest.isObject() && rest.isEmpty());
      replace(name, taken ? left.arrayNode() : rests);
    }
    return values;
  }

  /** The text at this name, which is taken. */
  Optional<String> text(String name) {
    Optional<String> text = peekText(name);
    text.ifPresent(taken -> left.remove(name));
    return text;
  }

  /** The text at this name, which stays. */
  Optional<String> peekText(String name) {
    return Optional.of(left.path(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** The texts in the array at this name, which is taken if it has nothing else. */
  List<String> texts(String name) {
    JsonNode array = left.path(name);
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.textValue()));
    if (!array.isArray() || texts.contains(null)) {
      return List.of();
    }
    left.remove(name);
    return texts;
  }

  Optional<BigDecimal> number(String name) {
    Optional<JsonNode> number = Optional.of(left.path(name)).filter(JsonNode::isNumber);
    number.ifPresent(taken -> left.remove(name));
    return number.map(JsonNode::decimalValue);
  }

  Optional<Boolean> flag(String name) {
    Optional<JsonNode> flag = Optional.of(left.path(name)).filter(JsonNode::isBoolean);
    flag.ifPresent(taken -> left.remove(name));
    return flag.map(JsonNode::booleanValue);
  }

  /** The date at this name, which is taken if it is one. */
  Optional<String> date(String name) {
    return peekText(name)
        .filter(date -> FhirDates.number(date).isPresent())
        .flatMap(date -> text(name));
  }

  void rename(String name, String newName) {
    if (left.has(name)) {
      left.set(newName, left.remove(name));
    }
  }

  boolean has(String name) {
    return left.has(name);
  }

  /** What nobody took. */
  Map<String, @Nullable Object> rest() {
    return MAPPER.convertValue(left, new TypeReference<>() {});
  }

  private void replace(String name, JsonNode rest) {
    if (rest.isEmpty()) {
      left.remove(name);
    } else {
      left.set(name, rest);
    }
  }
}
