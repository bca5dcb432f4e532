package org.quoin.host.gateway.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeOffer;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.SpendingLimit;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.Tips;

/** Makes transactions of what clients write as JSON: what is left open is filled in. */
final class Drafts {
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final String[] ENVELOPE = {
        "chainId", "signer", "key", "lane", "sequence", "validUntil", "validFor", "fee"
    };

    private final Ledger ledger;
    private final LedgerClient client;
    private final FieldReader reader;

    /** A transaction without terms of its fee, and what is offered. */
    record Draft(Transaction transaction, FeeOffer offer) {}

    Drafts(Ledger ledger, LedgerClient client) {
        this.ledger = ledger;
        this.client = client;
        reader = new FieldReader(ledger);
    }

    /**
     * Reads a transaction, {@code {signer, operations: [{capability, operation, values}]}} at least.
     *
     * @throws ProblemException if it cannot be encoded
     */
    Draft read(Given given) {
        Map<String, Given> members = given.members(
                Stream.concat(Stream.of(ENVELOPE), Stream.of("operations")).collect(Collectors.toSet()));
        List<Given> items = Given.required(members, "operations").items(Transaction.MAX_OPERATIONS);
        if (items.isEmpty()) {
            throw Given.required(members, "operations").invalid("has no operation");
        }
        List<Operation> operations = new ArrayList<>();
        for (Given item : items) {
            Map<String, Given> operation = item.members("capability", "operation", "schema", "values", "spends");
            String capability = Given.required(operation, "capability").text();
            String name = Given.required(operation, "operation").text();
            OperationType type = type(capability, name, operation);
            Map<String, Given> values =
                    operation.containsKey("values") ? operation.get("values").members(names(type)) : Map.of();
            operations.add(operation(capability, type, values, operation));
        }
        return transaction(members, operations);
    }

    /**
     * Reads a transaction of one operation, whose values stand beside what is signed.
     *
     * @throws ProblemException if it cannot be encoded
     */
    Draft read(String capability, String name, Given given) {
        Map<String, Given> all = new HashMap<>();
        if (given.json() instanceof Json.Members members) {
            members.byName().forEach((field, value) -> all.put(field, new Given(field, true, value)));
        }
        OperationType type = type(capability, name, all);
        TreeSet<String> known = new TreeSet<>(List.of(ENVELOPE));
        known.addAll(List.of("schema", "spends"));
        known.addAll(names(type));
        Map<String, Given> members = given.members(known);
        List<Operation> operations = List.of(operation(capability, type, members, members));
        Map<String, Given> envelope = new HashMap<>(members);
        envelope.keySet().removeAll(names(type)); // a field that is called like a part of the envelope is the field
        return transaction(envelope, operations);
    }

    private Operation operation(
            String capability, OperationType type, Map<String, Given> values, Map<String, Given> beside) {
        Values read = reader.read(type.fields(), values, true);
        try {
            return new Operation(
                    capability, type.name(), type.schema(), type.fields().encode(read), spends(beside));
        } catch (IllegalArgumentException e) {
            throw new Given("operations", true, new Json.Nothing())
                    .invalid("of " + capability + " cannot be encoded (" + e.getMessage() + ")");
        }
    }

    private List<SpendingLimit> spends(Map<String, Given> beside) {
        Given spends = beside.get("spends");
        if (spends == null) {
            return List.of();
        }
        List<SpendingLimit> limits = new ArrayList<>();
        for (Given item : spends.items(Operation.MAX_LIMITS)) {
            Map<String, Given> limit = item.members("asset", "amount");
            Amount amount = reader.amount(Given.required(limit, "amount"), Given.required(limit, "asset"));
            limits.add(SpendingLimit.of(amount));
        }
        return limits;
    }

    private Draft transaction(Map<String, Given> members, List<Operation> operations) {
        Given signer = Given.required(members, "signer");
        Given chain = members.get("chainId");
        Hash chainId = ledger.info().chainId();
        if (chain != null && !chain.hash().equals(chainId)) {
            throw new RefusedException(LedgerFailure.WRONG_CHAIN.failure(
                    Values.of("actual", chain.hash()).and("expected", chainId)));
        }
        Account account = ledger.account(FieldReader.account(signer))
                .orElseThrow(() -> new RefusedException(
                        LedgerFailure.UNKNOWN_ACCOUNT.failure(Values.of("account", signer.text()))));
        Given givenLane = members.get("lane");
        int lane = givenLane == null ? 0 : (int) givenLane.number(0, Transaction.LANES - 1);
        Given sequence = members.get("sequence");
        Transaction transaction = new Transaction(
                chainId,
                account.name(),
                lane,
                sequence == null ? ledger.nextSequence(account.name(), lane) : sequence.number(0, Long.MAX_VALUE),
                validUntil(members),
                operations,
                key(members, account));
        Given fee = members.get("fee");
        return new Draft(transaction, fee == null ? FeeOffer.USUAL : offer(fee));
    }

    /** As it is shown: whole units, and a tip in billionths for each unit of gas. */
    private FeeOffer offer(Given given) {
        Map<String, Given> fee = given.members("limit", "asset", "tip", "layer2", "sponsor");
        Asset asset = client.nativeAsset();
        Given named = fee.get("asset");
        if (named != null && !named.text().equals(asset.symbol())) {
            throw named.invalid("is not " + asset + ", in which fees are paid");
        }
        Given limit = fee.get("limit");
        Given tip = fee.get("tip");
        Given layer2 = fee.get("layer2");
        Given sponsor = fee.get("sponsor");
        return new FeeOffer(
                limit == null ? null : FieldReader.amount(limit, asset).units(),
                tip == null
                        ? 0
                        : Tips.parse(tip.text(), asset)
                                .orElseThrow(() -> tip.invalid("is not a tip: write billionths of " + asset
                                        + " for each unit of gas, such as 1.5, that it divides into")),
                layer2 != null && layer2.flag(),
                sponsor == null ? "" : FieldReader.account(sponsor));
    }

    private Instant validUntil(Map<String, Given> members) {
        Given until = members.get("validUntil");
        Given duration = members.get("validFor");
        if (until != null && duration != null) {
            throw duration.invalid("is given beside validUntil");
        }
        return until != null ? until.time() : ledger.now().plus(duration == null ? VALIDITY : duration.duration());
    }

    private static PublicKey key(Map<String, Given> members, Account account) {
        Given key = members.get("key");
        if (key != null) {
            return key.key();
        }
        if (account.keys().size() > 1) {
            throw Given.missing("key", true);
        }
        return account.keys().get(0);
    }

    /** Of the newest schema, if none is named. */
    private OperationType type(String capability, String name, Map<String, Given> beside) {
        Description description = ledger.description(capability)
                .orElseThrow(() -> new RefusedException(
                        LedgerFailure.MODULE_NOT_ACTIVE.failure(Values.of("capability", capability))));
        Given schema = beside.get("schema");
        long wanted = schema == null ? -1 : schema.number(0, 0xffff);
        return description.operations().stream()
                .filter(type -> type.name().equals(name) && (schema == null || type.schema() == wanted))
                .max(Comparator.comparingInt(OperationType::schema))
                .orElseThrow(() ->
                        new RefusedException(LedgerFailure.UNKNOWN_OPERATION.failure(Values.of("capability", capability)
                                .and("operation", name)
                                .and("schema", Math.max(0, wanted)))));
    }

    private static Set<String> names(OperationType type) {
        return type.fields().fields().stream().map(Field::name).collect(Collectors.toSet());
    }

    /** What is signed and what surrounds the signature. */
    static Fields encoded(Transaction transaction, TransactionView view) {
        Bytes signed = new SignedTransaction(
                        transaction,
                        Bytes.of(new byte[transaction.key().scheme().signatureSize()]))
                .encode();
        String unsigned = signed.toHex()
                .substring(0, 2 * (signed.size() - transaction.key().scheme().signatureSize()));
        return Fields.of("tx", transaction.id())
                .and("message", transaction.message())
                .and("unsigned", unsigned)
                .and("transaction", view.transaction(transaction));
    }
}
