package org.quoin.host.gateway.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;

/** Transactions in the form in which they are read again, by the descriptions under which they were executed. */
final class TransactionView {
    /** In bytes: what is longer, as rules are, is named by its hash. */
    private static final int LONG = 4 * 1024;

    private final Ledger ledger;
    private final LedgerView view;

    TransactionView(Ledger ledger) {
        this.ledger = ledger;
        view = new LedgerView(ledger);
    }

    /** By what is active now. */
    Fields transaction(Transaction transaction) {
        return transaction(transaction, ledger.info().height() + 1);
    }

    /** @param height of the block that it is in */
    Fields transaction(Transaction transaction, long height) {
        return Fields.of("chainId", transaction.chainId())
                .and("signer", transaction.signer())
                .and("key", transaction.key())
                .and("lane", transaction.lane())
                .and("sequence", transaction.sequence())
                .and("validUntil", transaction.validUntil())
                .and("fee", fee(transaction.fee()))
                .and(
                        "operations",
                        transaction.operations().stream()
                                .map(operation -> operation(operation, height))
                                .toList());
    }

    /** Nothing, where nothing is offered. */
    private @Nullable Fields fee(FeeTerms fee) {
        return fee.equals(FeeTerms.NONE) ? null : CoreFields.fee(fee, new LedgerClient(ledger).nativeAsset());
    }

    private Fields operation(Operation operation, long height) {
        return Fields.of("capability", operation.capability())
                .and("operation", operation.name())
                .and("schema", operation.schema())
                .and("values", values(operation, height))
                .and("spends", operation.limits().stream().map(this::limit).toList());
    }

    /** An operation that nobody can read was ordered all the same, and rejected: it is shown as it came. */
    private Fields values(Operation operation, long height) {
        Optional<Schema> schema = description(operation.capability(), height)
                .flatMap(description -> description.operation(operation.name(), operation.schema()))
                .map(OperationType::fields);
        try {
            if (schema.isPresent()) {
                return view.values(schema.get(), shortened(schema.get().decode(operation.body())));
            }
        } catch (MalformedBytesException e) {
            return Fields.of("body", shortened(operation.body())).and("reason", e.getMessage());
        }
        return Fields.of("body", shortened(operation.body()));
    }

    private static Values shortened(Values values) {
        Values shown = Values.none();
        for (var value : values.asMap().entrySet()) {
            shown = shown.and(value.getKey(), shortened(value.getValue()));
        }
        return shown;
    }

    private static Object shortened(Object value) {
        return value instanceof Bytes bytes && bytes.size() > LONG
                ? bytes.size() + " bytes, SHA-256 " + Hash.sha256(bytes.toArray())
                : value;
    }

    private Fields limit(SpendingLimit limit) {
        return Fields.of("asset", limit.asset())
                .and(
                        "amount",
                        ledger.asset(limit.asset())
                                .map(AssetInfo::asset)
                                .<Object>map(asset -> new Amount(limit.units(), asset))
                                .orElse(limit.units() + " units"));
    }

    private Optional<Description> description(String capability, long height) {
        return height > ledger.info().height()
                ? ledger.description(capability)
                : ledger.description(capability, height);
    }
}
