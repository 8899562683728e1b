package dev.salus.storage.couchdb.index;

import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.couchdb.form.TextCode;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the JavaScript map function of an index. It emits, once each, the keys {@code [part, …,
 * encoded id]}: with the id as the last part, the order of entries whose parts are equal and the
 * point where a page begins are told by the key alone.
 *
 * <p>ECMAScript 5 only, for the engines of CouchDB 3.3. {@link dev.salus.storage.IndexKeys} is the
 * same in Java.
 */
public final class MapFunction {

  private static final String TEMPLATE =
      """
      function(doc){
      %s
      function at(o,p){for(var i=0;i<p.length;i++){
      if(o===null||typeof o!=='object'||Array.isArray(o)
      ||!Object.prototype.hasOwnProperty.call(o,p[i])){return null;}
      o=o[p[i]];}return o;}
      function key(v){if(typeof v==='string'){return [enc(v)];}
      if(typeof v==='number'&&Math.floor(v)===v&&Math.abs(v)<=9007199254740991){return [v];}
      return [];}
      function each(v){if(!Array.isArray(v)){return [];}var r=[],seen={};
      for(var i=0;i<v.length;i++){var k=key(v[i]);
      if(k.length&&!seen[typeof k[0]+k[0]]){seen[typeof k[0]+k[0]]=true;r.push(k[0]);}}
      return r;}
      if(!Object.prototype.hasOwnProperty.call(doc,'b')){return;}
      var parts=[%s],keys=[[]];
      for(var i=0;i<parts.length;i++){var longer=[];
      for(var j=0;j<keys.length;j++){for(var n=0;n<parts[i].length;n++){
      longer.push(keys[j].concat([parts[i][n]]));}}
      keys=longer;}
      for(var m=0;m<keys.length;m++){emit(keys[m].concat([doc._id]),null);}
      }""";

  private MapFunction() {}

  /** The view of an index. */
  public static ViewDefinition view(IndexSpec spec) {
    String parts = spec.key().stream().map(MapFunction::part).collect(Collectors.joining(","));
    return new ViewDefinition(spec.name(), TEMPLATE.formatted(TextCode.JAVASCRIPT, parts));
  }

  private static String part(KeyPart part) {
    String value = "at(doc.b," + literal(part.fields()) + ")";
    return (part.each() ? "each(" : "key(") + value + ")";
  }

  /** JSON, but for two line separators that ECMAScript 5 does not allow in a string. */
  private static String literal(List<String> names) {
    return new JsonArray(names).encode().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }
}
