/**
 * The scenarios of the product as its users see it, through the SDK, on each store and over each
 * transport. A test's name carries its scenario's id.
 */
package dev.salus.app.scenarios.stage;
