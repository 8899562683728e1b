package dev.salus.sdk.model;

import io.soabase.recordbuilder.core.RecordBuilder;

/** Marks a record for which a builder is generated. */
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            addStaticBuilder = false,
            addClassRetainedGenerated = true,
            enableWither = false,
            enableGetters = false))
@interface WithBuilder {}
