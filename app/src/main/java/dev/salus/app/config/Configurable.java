package dev.salus.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a class with options that say where and how a command works, not what it does: those may also
 * be set in the environment and in a file. All others are taken from the command line only, so that
 * nothing is done that was not typed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Configurable {}
