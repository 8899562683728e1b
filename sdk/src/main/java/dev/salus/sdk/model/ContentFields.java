package dev.salus.sdk.model;

import dev.salus.sdk.json.JsonObjectReader;
import dev.salus.sdk.json.JsonObjectWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a data sample by their JSON names (protocol §4.1). */
final class ContentFields {

  private ContentFields() {}

  static Map<String, @Nullable Object> of(Content content) {
    return new JsonObjectWriter()
        .put("stringValue", content.stringValue())
        .put("numberValue", content.numberValue())
        .put("booleanValue", content.booleanValue())
        .put("instantValue", content.instantValue())
        .put("dateTimeValue", content.dateTimeValue())
        .object("measureValue", content.measureValue(), ContentFields::of)
        .object("rangeValue", content.rangeValue(), ContentFields::of)
        .object("codedValue", content.codedValue(), PartFields::of)
        .objects("compoundValue", content.compoundValue(), ContentFields::of)
        .put("documentId", content.documentId())
        .with(content.unknownFields());
  }

  static Content content(JsonObjectReader in) {
    return ContentBuilder.unchecked()
        .stringValue(in.text("stringValue"))
        .numberValue(in.number("numberValue"))
        .booleanValue(in.flag("booleanValue"))
        .instantValue(in.integer("instantValue"))
        .dateTimeValue(PartFields.dateTime(in, "dateTimeValue"))
        .measureValue(in.object("measureValue", ContentFields::measure))
        .rangeValue(in.object("rangeValue", ContentFields::range))
        .codedValue(in.object("codedValue", PartFields::coding))
        .compoundValue(in.objects("compoundValue", ContentFields::component))
        .documentId(in.text("documentId"))
        .unknownFields(in.unknown())
        .build();
  }

  private static Map<String, @Nullable Object> of(Measure measure) {
    return new JsonObjectWriter()
        .put("value", measure.value())
        .put("comparator", measure.comparator())
        .put("min", measure.min())
        .put("max", measure.max())
        .put("unit", measure.unit())
        .put("unitCode", measure.unitCode())
        .with(measure.unknownFields());
  }

  private static Measure measure(JsonObjectReader in) {
    return MeasureBuilder.unchecked()
        .value(in.number("value"))
        .comparator(in.text("comparator"))
        .min(in.number("min"))
        .max(in.number("max"))
        .unit(in.text("unit"))
        .unitCode(in.text("unitCode"))
        .unknownFields(in.unknown())
        .build();
  }

  private static Map<String, @Nullable Object> of(MeasureRange range) {
    return new JsonObjectWriter()
        .object("low", range.low(), ContentFields::of)
        .object("high", range.high(), ContentFields::of)
        .with(range.unknownFields());
  }

  private static MeasureRange range(JsonObjectReader in) {
    return MeasureRangeBuilder.unchecked()
        .low(in.object("low", ContentFields::measure))
        .high(in.object("high", ContentFields::measure))
        .unknownFields(in.unknown())
        .build();
  }

  private static Map<String, @Nullable Object> of(Component component) {
    return new JsonObjectWriter()
        .objectMap("content", component.content(), ContentFields::of)
        .put("comment", component.comment())
        .objects("labels", component.labels(), PartFields::of)
        .objects("codes", component.codes(), PartFields::of)
        .with(component.unknownFields());
  }

  private static Component component(JsonObjectReader in) {
    return ComponentBuilder.unchecked()
        .content(in.objectMap("content", ContentFields::content))
        .comment(in.text("comment"))
        .labels(in.objects("labels", PartFields::coding))
        .codes(in.objects("codes", PartFields::coding))
        .unknownFields(in.unknown())
        .build();
  }
}
