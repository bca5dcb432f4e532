package org.quoin.ledger.core.execution;

import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** What is reported of a module that became active or inactive. */
final class ModuleChangedFields {
    private static final int MAX_VERSION = 32;

    static final Schema SCHEMA = Schema.of(
            new Field("name", FieldType.text(Operation.MAX_NAME)),
            new Field("version", FieldType.text(MAX_VERSION)),
            new Field("sha256", FieldType.hash()));

    private ModuleChangedFields() {}

    static Values of(ModuleId module) {
        return Values.of("name", module.capability())
                .and("version", module.version())
                .and("sha256", module.sha256());
    }
}
