/** What a person writes down, prints or scans: recovery keys and QR codes. */
@NullMarked
package dev.salus.app.paper;

import org.jspecify.annotations.NullMarked;
