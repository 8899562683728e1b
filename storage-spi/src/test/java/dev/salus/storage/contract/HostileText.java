package dev.salus.storage.contract;

import dev.salus.storage.Document;
import java.util.List;

/** Texts that engines, URLs, query languages and collations are known to trip over. */
public final class HostileText {

  private static final String LONG_TAIL = "x".repeat(Document.MAX_ID_CHARS - 1);

  /** All different, all allowed as ids and as key values. */
  public static final List<String> ALL =
      List.of(
          "_design/x",
          "_design",
          "_local/x",
          "_all_docs",
          "_changes",
          "_",
          "__proto__",
          "constructor",
          "../",
          "..",
          ".",
          "/",
          "//",
          "a/b",
          "a%2Fb",
          "a%2fb",
          "%00",
          "%",
          "%%",
          "\u0000",
          "a",
          "a\u0000",
          "a\u0000b",
          " ",
          "a ",
          " a",
          "\t\r\n",
          "?rev=1-x&x=y#z",
          "&",
          "+",
          "a+b",
          "a b",
          "\"",
          "'",
          "\\",
          "\\u0000",
          "{}",
          "[]",
          "null",
          "true",
          "0",
          "00",
          "1",
          "1.0",
          "{\"$gt\":null}",
          "');drop table x;--",
          "<script>",
          "a:b",
          "a,b",
          "A",
          "aa",
          "aA",
          "Aa",
          "\u00e9",
          "e\u0301",
          "e",
          "\u00c9",
          "\u00df",
          "ss",
          "\ufb01",
          "fi",
          "\u0130",
          "i\u0307",
          "\u200b",
          "a\u200d",
          "\ufeff",
          "\uffff",
          "\ufffd",
          "\ue000",
          "💉",
          "👩‍⚕️",
          "مريض",
          "患者",
          "x" + LONG_TAIL,
          "X" + LONG_TAIL,
          "\ufffd" + LONG_TAIL,
          "\u4e00".repeat(Document.MAX_ID_CHARS),
          "💉".repeat(Document.MAX_ID_CHARS / 2),
          "/".repeat(Document.MAX_ID_CHARS),
          "_".repeat(Document.MAX_ID_CHARS));

  /** Texts that no document can have as its id. */
  static final List<String> NO_IDS =
      List.of("", "x" + LONG_TAIL + "x", "\ud83d", "a\udc89", "\udc89\ud83d");

  private HostileText() {}
}
