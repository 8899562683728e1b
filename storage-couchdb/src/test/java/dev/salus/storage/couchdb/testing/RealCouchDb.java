package dev.salus.storage.couchdb.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a test of something that the stand-in does not do as Apache CouchDB does. */
@Tag("real-couchdb")
@ExtendWith(RealCouchDbCondition.class)
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RealCouchDb {
  /** What the stand-in does instead. */
  String because();
}
