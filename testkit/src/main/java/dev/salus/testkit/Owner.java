package dev.salus.testkit;

import dev.salus.sdk.model.DataOwner;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A data owner with keys, on the {@link SalusTest Salus of the test}; made when it is first named,
 * and the same one for every parameter of a test that names it. What the parameter gets is decided
 * by its type:
 *
 * <table>
 *   <caption>Types of parameters</caption>
 *   <tr><td>{@link dev.salus.sdk.Salus}</td><td>its connection</td></tr>
 *   <tr><td>{@link String}</td><td>its id, to share with</td></tr>
 *   <tr><td>{@link HostileServer}</td><td>the server as it meets it</td></tr>
 *   <tr><td>{@link dev.salus.sdk.SalusOptions}</td>
 *       <td>for an application that connects by itself</td></tr>
 *   <tr><td>{@link TestOwner}</td><td>all of these</td></tr>
 * </table>
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Owner {

  /** Its name, for this test. Its login too. */
  String value();

  /** What kind it is; the same wherever it is named in a test. */
  DataOwner.Type type() default DataOwner.Type.HCP;
}
