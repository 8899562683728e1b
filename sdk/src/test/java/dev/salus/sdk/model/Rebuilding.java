package dev.salus.sdk.model;

import dev.salus.sdk.error.UnwritableContent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds records as an application would, with the builders that it is given. */
final class Rebuilding {

  private Rebuilding() {}

  /**
   * The same record, built anew with all its parts.
   *
   * @throws UnwritableContent naming the path of what a builder refuses
   */
  static Record all(Record record) {
    Class<?> type = record.getClass();
    Object builder = call(type, "builder", null);
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      set(builder, component, rebuilt(name, call(type, name, record)));
    }
    return built(builder);
  }

  /** A record in which the fields of these names are as in another one. */
  static Record with(Record record, Record other, Set<String> names) {
    Class<?> type = record.getClass();
    Object builder = call(type, "toBuilder", record);
    for (RecordComponent component : type.getRecordComponents()) {
      if (names.contains(component.getName())) {
        set(builder, component, call(type, component.getName(), other));
      }
    }
    return built(builder);
  }

  private static Object rebuilt(String path, Object value) {
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(each -> all.add(rebuilt(path + "[" + all.size() + "]", each)));
      return all;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> all = new LinkedHashMap<>();
      map.forEach((key, each) -> all.put(key, rebuilt(path + "." + key, each)));
      return all;
    }
    if (!(value instanceof Record part) || value instanceof Metadata) {
      return value;
    }
    try {
      return all(part);
    } catch (UnwritableContent refused) {
      throw new UnwritableContent(path + "." + refused.field(), "is refused");
    }
  }

  private static Class<?> builderOf(Object builder) {
    return builder.getClass().getSuperclass();
  }

  private static void set(Object builder, RecordComponent component, Object value) {
    call(builderOf(builder), component.getName(), builder, component.getType(), value);
  }

  private static Record built(Object builder) {
    return (Record) call(builderOf(builder), "build", builder);
  }

  private static Object call(Class<?> type, String name, Object on) {
    return call(type, name, on, null, null);
  }

  private static Object call(Class<?> type, String name, Object on, Class<?> takes, Object value) {
    try {
      return takes == null
          ? type.getMethod(name).invoke(on)
          : type.getMethod(name, takes).invoke(on, value);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }
}
