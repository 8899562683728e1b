/** Which server, who, and where the keys are. */
package dev.salus.app.connection;
