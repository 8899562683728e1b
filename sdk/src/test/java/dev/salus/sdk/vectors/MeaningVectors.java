package dev.salus.sdk.vectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Private fields that can be read, and mean something or not: whoever sets what means nothing is
 * refused, and told the field; whoever finds it leaves it as it is (§4.1).
 */
final class MeaningVectors {

  private static final String DEAD = "\"deceasedDateTime\":\"2015-06-14\"";
  private static final String ODD =
      "{\"firstName\":\" \",\"gender\":\"m\",\"photoId\":\"a b\",\"languages\":[\"de_DE\",\"en\"],"
          + "\"deceasedBoolean\":false,"
          + DEAD
          + ",\"codes\":[{\"id\":\"x\"}],\"names\":[{\"use\":\"pen\",\"text\":\"A\"}]}";
  private static final String ODD_SAMPLE =
      "{\"content\":{\"\":{\"measureValue\":{\"comparator\":\"about\",\"value\":2,\"min\":3,"
          + "\"max\":1}}},\"valueDate\":-99999999999999,\"openingDate\":2022,\"closingDate\":2021,"
          + "\"performer\":[{}],\"healthcareElements\":[\"h\"]}";

  private MeaningVectors() {}

  static JsonObject make() {
    JsonArray nothing = new JsonArray();
    patient(nothing);
    parts(nothing);
    values(nothing);
    dates(nothing);
    return new JsonObject()
        .put("section", "4.1")
        .put("nothing", nothing)
        .put("something", some())
        .put("kept", kept());
  }

  private static void patient(JsonArray to) {
    refuse(to, "Patient", "firstName", "{'firstName':''}");
    refuse(to, "Patient", "firstName", "{'firstName':' \\t\\n\\u00a0\\u3000'}");
    refuse(to, "Patient", "lastName", "{'lastName':' '}");
    refuse(to, "Patient", "gender", "{'gender':'m'}");
    refuse(to, "Patient", "gender", "{'gender':''}");
    refuse(to, "Patient", "deceasedBoolean", "{'deceasedBoolean':false," + DEAD + "}");
    refuse(to, "Patient", "nationalities[1]", "{'nationalities':['GB','']}");
    refuse(to, "Patient", "profession", "{'profession':''}");
    refuse(to, "Patient", "note", "{'note':'\\n'}");
    refuse(to, "Patient", "photoId", "{'photoId':''}");
    refuse(to, "Patient", "photoId", "{'photoId':'my photo'}");
    refuse(to, "Patient", "languages[0]", "{'languages':['']}");
    refuse(to, "Patient", "languages[1]", "{'languages':['en','de_DE']}");
    refuse(to, "Patient", "languages[0]", "{'languages':['Deutsch (Schweiz)']}");
    refuse(to, "HealthcareElement", "description", "{'description':''}");
    refuse(to, "HealthcareElement", "note", "{'note':' '}");
  }

  private static void parts(JsonArray to) {
    refuse(to, "Patient", "names[0].text", "{'names':[{}]}");
    refuse(to, "Patient", "names[0].use", "{'names':[{'text':'A','use':'pen'}]}");
    refuse(to, "Patient", "names[0].lastName", "{'names':[{'lastName':''}]}");
    refuse(to, "Patient", "names[0].firstNames[1]", "{'names':[{'firstNames':['A',' ']}]}");
    refuse(to, "Patient", "names[1].text", "{'names':[{'text':'A'},{'text':''}]}");
    refuse(to, "Patient", "addresses[0].street", "{'addresses':[{}]}");
    for (String each :
        new String[] {"type", "street", "houseNumber", "postalCode", "city", "country"}) {
      refuse(to, "Patient", "addresses[0]." + each, "{'addresses':[{'" + each + "':' '}]}");
    }
    refuse(to, "Patient", "addresses[0].telecoms[0].value", "{'addresses':[{'telecoms':[{}]}]}");
    refuse(
        to, "Patient", "contact[0].telecoms[0].value", "{'contact':[{'telecoms':[{'value':''}]}]}");
    refuse(
        to, "Patient", "contact[0].telecoms[0].type", "{'contact':[{'telecoms':[{'type':''}]}]}");
    refuse(to, "Patient", "contact[0].name", "{'contact':[{}]}");
    refuse(to, "Patient", "contact[0].name", "{'contact':[{'gender':'male'}]}");
    refuse(to, "Patient", "contact[0].gender", "{'contact':[{'gender':'f','name':{'text':'A'}}]}");
    refuse(to, "Patient", "identifiers[0].value", "{'identifiers':[{}]}");
    refuse(to, "Patient", "identifiers[0].value", "{'identifiers':[{'value':''}]}");
    refuse(
        to, "Patient", "identifiers[0].system", "{'identifiers':[{'system':'a b','value':'1'}]}");
    refuse(to, "Patient", "maritalStatus.code", "{'maritalStatus':{}}");
    refuse(to, "Patient", "labels[0].code", "{'labels':[{'id':'x'}]}");
    refuse(to, "Patient", "codes[0].id", "{'codes':[{'id':'a b','code':'c'}]}");
    refuse(to, "Patient", "codes[0].type", "{'codes':[{'type':' ','code':'c'}]}");
    refuse(to, "Patient", "codes[0].code", "{'codes':[{'type':'t','code':' '}]}");
    refuse(to, "Patient", "codes[0].version", "{'codes':[{'code':'c','version':''}]}");
    refuse(to, "Patient", "codes[1].display", "{'codes':[{'code':'c'},{'display':''}]}");
    refuse(to, "DataSample", "performer[0].reference", "{'performer':[{}]}");
    refuse(to, "DataSample", "device.reference", "{'device':{'reference':'the cuff'}}");
    refuse(to, "DataSample", "device.display", "{'device':{'display':''}}");
    refuse(to, "DataSample", "interpretation[0].code", "{'interpretation':[{}]}");
    refuse(to, "DataSample", "healthcareElements[0]", "{'healthcareElements':['h']}");
    refuse(
        to,
        "DataSample",
        "healthcareElements[0]",
        "{'healthcareElements':['018BCFE5-6800-7000-8000-000000000003']}");
    refuse(to, "DataSample", "batchId", "{'batchId':''}");
    refuse(to, "DataSample", "comment", "{'comment':''}");
  }

  private static void values(JsonArray to) {
    refuse(to, "DataSample", "content.", "{'content':{'':{'booleanValue':true}}}");
    refuse(to, "DataSample", "content.de_DE", "{'content':{'de_DE':{'booleanValue':true}}}");
    value(to, "stringValue", "{}");
    value(to, "stringValue", "{'stringValue':' '}");
    value(to, "documentId", "{'documentId':'a b'}");
    value(to, "instantValue", "{'instantValue':999999999999999}");
    value(to, "instantValue", "{'instantValue':0,'dateTimeValue':'1974'}");
    value(to, "measureValue.value", "{'measureValue':{}}");
    value(to, "measureValue.comparator", "{'measureValue':{'value':1,'comparator':'about'}}");
    value(to, "measureValue.comparator", "{'measureValue':{'value':1,'comparator':''}}");
    value(
        to,
        "measureValue.max",
        "{'measureValue':{'value':1,'min':2,'max':1.99999999999999999999}}");
    value(to, "measureValue.unit", "{'measureValue':{'value':1,'unit':''}}");
    value(to, "measureValue.unitCode", "{'measureValue':{'value':1,'unitCode':' '}}");
    value(to, "rangeValue.low", "{'rangeValue':{}}");
    value(to, "rangeValue.high", "{'rangeValue':{'low':{'value':2},'high':{'value':-1e1}}}");
    value(to, "codedValue.code", "{'codedValue':{}}");
    value(to, "compoundValue[0].content", "{'compoundValue':[{}]}");
    value(to, "compoundValue[0].comment", "{'compoundValue':[{'comment':''}]}");
    value(
        to,
        "compoundValue[0].content.en_GB",
        "{'compoundValue':[{'content':{'en_GB':{'numberValue':1}}}]}");
    value(
        to,
        "compoundValue[0].content.en.measureValue.unit",
        "{'compoundValue':[{'content':{'en':{'measureValue':{'value':1,'unit':' '}}}}]}");
    value(to, "compoundValue[0].codes[0].code", "{'compoundValue':[{'codes':[{}]}]}");
  }

  private static void dates(JsonArray to) {
    refuse(to, "DataSample", "valueDate", "{'valueDate':253402300800000}");
    refuse(to, "DataSample", "valueDate", "{'valueDate':-62135596800001}");
    refuse(to, "DataSample", "valueDate", "{'valueDate':1974,'valueDateTime':'1975-01'}");
    refuse(
        to,
        "DataSample",
        "valueDate",
        "{'valueDate':1664440441000,'valueDateTime':'2022-09-29T08:34:00Z'}");
    refuse(
        to, "DataSample", "openingDate", "{'openingDate':20190105,'openingDateTime':'2019-01-06'}");
    refuse(to, "DataSample", "closingDate", "{'closingDate':9007199254740991}");
    refuse(to, "HealthcareElement", "openingDate", "{'openingDate':-9007199254740991}");
    for (String type : new String[] {"DataSample", "HealthcareElement"}) {
      ends(to, type, "closingDate", "'openingDate':1664440440000,'closingDate':1664440439999");
      ends(to, type, "closingDate", "'openingDate':2022,'closingDate':2021");
      ends(to, type, "closingDate", "'openingDate':20220929083400,'closingDate':20220929083359");
      ends(to, type, "closingDate", "'openingDateTime':'2022-10','closingDate':20220929");
      ends(to, type, "closingDate", "'openingDateTime':'2022-09-29','closingDate':1664200000000");
      ends(to, type, "closingDateTime", "'openingDate':20190105,'closingDateTime':'2019-01-04'");
      ends(
          to,
          type,
          "closingDateTime",
          "'openingDateTime':'2019-02','closingDateTime':'2019-01-31'");
      ends(
          to,
          type,
          "closingDateTime",
          "'openingDateTime':'2019-01-05T01:00:00.5+02:00','closingDateTime':'2019-01-04T22:59:58Z'");
    }
  }

  private static JsonArray some() {
    JsonArray to = new JsonArray();
    take(to, "Patient", "{}");
    take(to, "Patient", "{'deceasedBoolean':true," + DEAD + "}");
    take(to, "Patient", "{'deceasedBoolean':false,'birthDate':'1974-12'}");
    take(to, "Patient", "{'names':[{'text':' A '},{'use':'maiden','lastName':'B'}]}");
    take(to, "Patient", "{'gender':'other','photoId':'https://example.org/p?q=1'}");
    take(to, "Patient", "{'languages':['en','de-CH-1996','zh-Hant-TW','und','en-x-home']}");
    take(to, "Patient", "{'addresses':[{'telecoms':[{'value':'1'}]}]}");
    take(to, "Patient", "{'contact':[{'telecoms':[{'type':'phone'}]},{'address':{'city':'c'}}]}");
    take(to, "Patient", "{'codes':[{'display':'d'},{'type':'t'},{'code':'a b'},{'version':'1'}]}");
    take(to, "Patient", "{'identifiers':[{'value':'a b'},{'system':'urn:x'}]}");
    take(to, "DataSample", "{'performer':[{'display':'Dr A'},{'reference':'Practitioner/1'}]}");
    for (String each : new String[] {"<", "<=", ">=", ">", "ad"}) {
      take(
          to,
          "DataSample",
          "{'content':{'en':{'measureValue':{'value':-1,'comparator':'" + each + "'}}}}");
    }
    take(to, "DataSample", "{'content':{'en':{'measureValue':{'unit':'mg','min':1,'max':1.0}}}}");
    take(
        to,
        "DataSample",
        "{'content':{'en':{'rangeValue':{'low':{'value':1,'unit':'m'},"
            + "'high':{'value':50,'unit':'cm'}}},'fr':{'rangeValue':{'high':{'value':1}}}}}");
    take(to, "DataSample", "{'content':{'und':{'compoundValue':[{'labels':[{'code':'c'}]}]}}}");
    take(to, "DataSample", "{'valueDate':253402300799999}");
    take(to, "DataSample", "{'valueDate':-62135596800000}");
    take(to, "DataSample", "{'valueDate':20221399000000}");
    take(to, "DataSample", "{'valueDate':19740000000000,'valueDateTime':'1974'}");
    take(to, "DataSample", "{'valueDate':197412,'valueDateTime':'1974-12-31'}");
    take(
        to,
        "DataSample",
        "{'valueDate':1664440440999,'valueDateTime':'2022-09-29T10:34:00+02:00'}");
    take(to, "DataSample", "{'valueDate':1546646400000,'valueDateTime':'2019-01-04'}");
    take(to, "HealthcareElement", "{'status':-1,'openingDate':2022,'closingDate':20220105}");
    take(to, "HealthcareElement", "{'openingDateTime':'2022-10','closingDateTime':'2022'}");
    take(
        to,
        "HealthcareElement",
        "{'openingDateTime':'1998-12-31T23:59:60Z','closingDateTime':'1998-12-31T23:59:59Z'}");
    take(
        to,
        "HealthcareElement",
        "{'openingDateTime':'2019-01-05T00:30:00+13:00','closingDateTime':'2019-01-04'}");
    return to;
  }

  private static JsonArray kept() {
    return new JsonArray()
        .add(kept("Patient", null, ODD, "{'note':'n'}"))
        .add(kept("Patient", null, ODD, "{'languages':['en','fr','de_DE'],'photoId':'a'}"))
        .add(kept("Patient", null, ODD, "{'deceasedBoolean':true}"))
        .add(kept("Patient", null, ODD, "{'deceasedDateTime':null}"))
        .add(kept("Patient", "deceasedBoolean", ODD, "{'deceasedDateTime':'2016'}"))
        .add(kept("Patient", "firstName", ODD, "{'firstName':''}"))
        .add(kept("Patient", "languages[1]", ODD, "{'languages':['de_DE','de_CH']}"))
        .add(kept("Patient", "photoId", ODD, "{'photoId':'b c'}"))
        .add(kept("DataSample", null, ODD_SAMPLE, "{'comment':'c'}"))
        .add(kept("DataSample", null, ODD_SAMPLE, "{'valueDate':1974,'closingDate':2022}"))
        .add(kept("DataSample", "closingDate", ODD_SAMPLE, "{'closingDate':2020}"))
        .add(kept("DataSample", "closingDate", ODD_SAMPLE, "{'openingDate':2023}"))
        .add(kept("DataSample", "valueDate", ODD_SAMPLE, "{'valueDate':-99999999999998}"))
        .add(
            kept(
                "DataSample",
                "healthcareElements[1]",
                ODD_SAMPLE,
                "{'healthcareElements':['h','i']}"));
  }

  private static void value(JsonArray to, String field, String value) {
    refuse(to, "DataSample", "content.en." + field, "{'content':{'en':" + value + "}}");
  }

  private static void ends(JsonArray to, String type, String field, String dates) {
    refuse(to, type, field, "{" + dates + "}");
  }

  private static void refuse(JsonArray to, String type, String field, String json) {
    to.add(
        new JsonObject()
            .put("type", type)
            .put("field", field)
            .put("json", json.replace('\'', '"')));
  }

  private static void take(JsonArray to, String type, String json) {
    to.add(new JsonObject().put("type", type).put("json", json.replace('\'', '"')));
  }

  /**
   * @param field what is refused; null if nothing is
   */
  private static JsonObject kept(String type, String field, String before, String set) {
    return new JsonObject()
        .put("type", type)
        .put("before", before)
        .put("set", set.replace('\'', '"'))
        .put("field", field);
  }
}
