package dev.salus.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test, a Salus of its own in memory: to parameters of test
 * methods and of their {@code @BeforeEach} and {@code @AfterEach} methods, either {@link Owner
 * people on it}, or the {@link TestSalus} itself. It starts with the first such parameter, shares
 * nothing with any other test, and is closed after the test.
 *
 * <pre>{@code
 * @SalusTest
 * class ReferralTest {
 *   @Test
 *   void theColleagueReadsIt(@Owner("hcp1") Salus hcp1, @Owner("hcp2") Salus hcp2) { … }
 * }
 * }</pre>
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SalusExtension.class)
public @interface SalusTest {}
