package dev.salus.sdk.model;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Marks a record for which a builder is generated. {@code unchecked()} of it takes whatever the
 * record takes, as what is read does; the builders that applications are given ask more of what is
 * set.
 */
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            addStaticBuilder = false,
            builderMethodName = "unchecked",
            copyMethodName = "unchecked",
            publicBuilderConstructors = true,
            addClassRetainedGenerated = true,
            enableWither = false,
            enableGetters = false))
@interface WithBuilder {}
