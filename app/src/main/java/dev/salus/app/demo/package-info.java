/** The demo: a server and three data owners who share records over HTTP, each step checked. */
@NullMarked
package dev.salus.app.demo;

import org.jspecify.annotations.NullMarked;
