package dev.salus.app.scenarios.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link Scenario} that does the same many times over, and whose point is what the SDK makes of
 * it: it runs on {@link Setting#QUICKEST} only, and S40 does without it. In the {@link Large} form
 * it is a scenario like others.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Lengthy {}
