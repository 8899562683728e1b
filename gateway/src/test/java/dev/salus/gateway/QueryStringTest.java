package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.operation.QueryParameter;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Reading a query: typed values, or a refusal that names the parameter. */
class QueryStringTest {

  private static final List<QueryParameter> KNOWN =
      List.of(
          QueryParameter.text("text"),
          QueryParameter.integer("number"),
          QueryParameter.uuid("id"),
          QueryParameter.tag("tag"),
          QueryParameter.link("link"));

  @Property
  void anyTextComesBackAsItWas(@ForAll String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    String asUtf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(read("text=" + encoded)).isEqualTo(new JsonObject().put("text", asUtf8));
  }

  @Property
  void anyNumberComesBackAsItWas(
      @ForAll @LongRange(min = 0, max = StrictJson.MAX_INTEGER) long number) {
    assertThat(read("number=" + number).getValue("number")).isEqualTo(number);
  }

  @Property
  void whateverIsReadIsReadOrRefused(@ForAll String query) {
    try {
      assertThat(read(query).fieldNames()).isSubsetOf("text", "number", "id", "tag", "link");
    } catch (ProtocolViolation refused) {
      assertThat(refused.detail()).isNotBlank();
    }
  }

  @Example
  void nothingIsNothing() {
    assertThat(read(null)).isEmpty();
    assertThat(read("")).isEmpty();
    assertThat(read("text")).isEqualTo(new JsonObject().put("text", ""));
  }

  @Example
  void refusalsNameTheParameter() {
    refused("other", "other=1");
    refused("", "&");
    refused("text", "text=1&text=1");
    refused("text", "text=1&te%78t=1");
    refused("text", "text=%");
    refused("text", "text=%4");
    refused("text", "text=%+1");
    refused("text", "text=%c3");
    refused("text", "text=\u00e9");
    refused("query", "%ff=1");
    refused("number", "number=");
    refused("number", "number=-1");
    refused("number", "number=01");
    refused("number", "number=%201");
    refused("number", "number=1.0");
    refused("number", "number=9007199254740992");
    refused("number", "number=99999999999999999999");
    refused("id", "id=AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA");
    refused("tag", "tag=a");
    refused("tag", "tag=%7Ca");
    refused("tag", "tag=a%7C");
    refused("link", "link=AAAA");
    refused("link", "link=AAAAAAAAAAAAAAAAAAAAAA==");
  }

  @Example
  void whatMustBeThereIsAskedFor() {
    List<QueryParameter> one = List.of(QueryParameter.text("rev").mandatory());
    assertThatThrownBy(() -> QueryString.read(null, one))
        .isInstanceOfSatisfying(
            ProtocolViolation.class, e -> assertThat(e.field()).isEqualTo("rev"));
    assertThat(QueryString.read("rev=1-a", one).getString("rev")).isEqualTo("1-a");
  }

  private static JsonObject read(@Nullable String query) {
    return QueryString.read(query, KNOWN);
  }

  private static void refused(String field, String query) {
    assertThatThrownBy(() -> read(query))
        .as(query)
        .isInstanceOfSatisfying(
            ProtocolViolation.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
