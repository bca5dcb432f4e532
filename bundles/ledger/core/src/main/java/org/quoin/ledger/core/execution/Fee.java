package org.quoin.ledger.core.execution;

import java.math.BigInteger;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.state.Overlay;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/**
 * The fee of one transaction: its limit is set aside before the operations are executed, so that they cannot spend it, and given
 * back after them, less what they came to. Of the base fee the treasury gets its share and the rest is burnt; the tip goes to
 * whom the policy says.
 */
final class Fee {
    /** In bytes, of the name of an account, or of an agreement's. */
    private static final int MAX_HOLDER = 97;

    static final EventType PAID = new EventType(
            "fee-paid",
            Schema.of(
                    new Field("signer", FieldType.account()),
                    new Field("sponsor", FieldType.text(Names.MAX)),
                    new Field("asset", FieldType.asset()),
                    new Field("burnt", FieldType.amountOf("asset")),
                    new Field("treasury", FieldType.amountOf("asset")),
                    new Field("tip", FieldType.amountOf("asset")),
                    new Field("free", FieldType.amountOf("asset")),
                    new Field("gas", FieldType.number(Long.MAX_VALUE)),
                    new Field("layer2", FieldType.flag()),
                    new Field("payer", FieldType.text(MAX_HOLDER)),
                    new Field("treasuryAccount", FieldType.text(Names.MAX)),
                    new Field("tipAccount", FieldType.text(Names.MAX))));

    /** In bytes, of the name of an agreement. */
    private static final int MAX_AGREEMENT = 64;

    private final FeePrices prices;
    private final Transaction transaction;
    private final FeeTerms terms;
    private final Usage envelope;
    private final @Nullable LoadedModule policy;

    /** Who pays, once the limit is set aside. */
    private @Nullable Payer payer;

    /**
     * What was set aside.
     *
     * @param free the most that nobody has to pay
     * @param holder has the rest
     * @param name of the holder's account
     */
    private record Payer(BigInteger free, Holder holder, String name) {}

    /** What it came to: what nobody pays of it is in none but {@code free}, and what nobody gets is burnt. */
    private record Parts(BigInteger burnt, BigInteger treasury, BigInteger tip, BigInteger free) {
        BigInteger paid() {
            return burnt.add(treasury).add(tip);
        }
    }

    private Fee(FeePrices prices, Transaction transaction, Usage envelope, @Nullable LoadedModule policy) {
        this.prices = prices;
        this.transaction = transaction;
        this.terms = transaction.fee();
        this.envelope = envelope;
        this.policy = policy;
    }

    /** Null if the transaction is free: there are no prices, or operators do what only they can. */
    static @Nullable Fee of(
            NativeRules rules, ModuleSet modules, Transaction transaction, Usage envelope, CoreReads state) {
        FeePrices prices = FeePrices.of(state);
        if (prices == null) {
            requireNothingAsked(transaction.fee());
            return null;
        }
        if (isFree(rules, transaction, state)) {
            return null;
        }
        LoadedModule policy = modules.feePolicy().orElse(null);
        return new Fee(prices, transaction, envelope, policy);
    }

    /** Operators change which rules are active whatever it costs: else bad prices could not be got rid of. */
    static boolean isFree(NativeRules rules, Transaction transaction, CoreReads state) {
        return rules.onlyGoverns(transaction) && state.isOperator(transaction.signer());
    }

    private static void requireNothingAsked(FeeTerms terms) {
        if (!terms.sponsor().isEmpty() || terms.layer2()) {
            throw new Refusal(LedgerFailure.NO_FEE_POLICY, Values.none());
        }
    }

    /** The most gas that its operations may use. */
    long gas() {
        return prices.affordable(terms, envelope, Gas.TRANSACTION);
    }

    /**
     * Sets the limit aside.
     *
     * @param execution writes to {@code view}
     * @throws Refusal if the limit is too low, or is not there
     */
    void reserve(Execution execution, Overlay view) {
        requireLimit(prices.base(envelope, terms.layer2()), execution.state());
        if (terms.layer2()) {
            for (Operation operation : transaction.operations()) {
                if (!prices.layer2().contains(operation.capability())) {
                    throw new Refusal(LedgerFailure.NOT_LAYER_2, Values.of("capability", operation.capability()));
                }
            }
        }
        CoreWrites state = execution.state();
        Payer found = terms.sponsor().isEmpty()
                ? new Payer(BigInteger.ZERO, execution.holder(transaction.signer()), transaction.signer())
                : sponsored(execution, view);
        BigInteger needed = terms.limit().subtract(found.free());
        BigInteger available = found.holder().balance(state, CoreTables.NATIVE);
        if (available.compareTo(needed) < 0) {
            throw new Refusal(
                    LedgerFailure.CANNOT_PAY_FEE,
                    Values.of("account", terms.sponsor().isEmpty() ? transaction.signer() : terms.sponsor())
                            .and("asset", state.nativeAsset().asset().symbol())
                            .and("available", available)
                            .and("needed", needed));
        }
        found.holder().setBalance(state, CoreTables.NATIVE, available.subtract(needed));
        payer = found;
    }

    private void requireLimit(BigInteger needed, CoreReads state) {
        if (terms.limit().compareTo(needed) < 0) {
            throw tooLow(needed, state);
        }
    }

    private Refusal tooLow(BigInteger needed, CoreReads state) {
        return new Refusal(
                LedgerFailure.FEE_LIMIT_TOO_LOW,
                Values.of("limit", terms.limit())
                        .and("needed", needed)
                        .and("asset", state.nativeAsset().asset().symbol()));
    }

    /** Does what a sponsor's part in it adds to its usage; whether he can pay is not looked at. */
    void estimate(Execution execution, Overlay view) {
        if (!terms.sponsor().isEmpty()) {
            Payer unused = sponsored(execution, view);
        }
    }

    /** The base fee. */
    BigInteger base(Usage usage) {
        return prices.base(usage, terms.layer2());
    }

    private Payer sponsored(Execution execution, Overlay view) {
        LoadedModule rules = policy;
        if (rules == null) {
            throw new Refusal(LedgerFailure.NO_FEE_POLICY, Values.none());
        }
        byte[] answer =
                ModuleHost.fee(rules, execution, view, Rules.RESERVE, request().toBytes());
        BigInteger free;
        String agreement;
        try {
            Reader in = new Reader(answer);
            free = in.u128().min(terms.limit());
            agreement = in.text(MAX_AGREEMENT);
            in.end();
        } catch (CodecException e) {
            throw ModuleHost.fault(rules, Rules.RESERVE, e);
        }
        if (agreement.isEmpty()) {
            return new Payer(free, new Holder.Nobody(), "");
        }
        Agreement named = new Agreement(rules.id().capability(), agreement);
        Hash id = named.id();
        AgreementRow row = execution.state().agreement(id);
        if (row == null) {
            throw ModuleHost.fault(
                    rules, Rules.RESERVE, new IllegalArgumentException("there is no agreement " + agreement));
        }
        return new Payer(free, new Holder.OfAgreement(id, row), named.toString());
    }

    /**
     * Takes what an applied transaction costs, and gives back the rest.
     *
     * @param execution of the operations, which are done; writes to {@code attempt}
     * @return what the signer has paid
     * @throws Refusal if that is more than the limit
     */
    BigInteger settle(Execution execution, Overlay attempt) {
        giveBack(execution.state());
        Usage usage = new Usage(
                envelope.execution() + execution.gas(), envelope.data(), Math.max(0, attempt.growth(Weights.ROW)));
        BigInteger base = prices.base(usage, terms.layer2());
        requireLimit(base, execution.state());
        Parts parts = take(execution, base, usage);
        tellSponsor(execution, attempt, true, parts);
        return bySigner(parts);
    }

    /**
     * Takes what a rejected transaction costs: what it used until then, at most its limit.
     *
     * @param execution a new one, which writes to {@code view}
     * @param gas that the operations used
     * @return what the signer has paid
     * @throws Refusal if its limit cannot be set aside: then it costs nothing
     */
    BigInteger settleRejected(Execution execution, Overlay view, long gas) {
        payer = null;
        reserve(execution, view);
        giveBack(execution.state());
        Usage usage = new Usage(envelope.execution() + gas, envelope.data(), 0);
        BigInteger base = prices.base(usage, terms.layer2()).min(terms.limit());
        Parts parts = take(execution, base, usage);
        tellSponsor(execution, view, false, parts);
        return bySigner(parts);
    }

    private void giveBack(CoreWrites state) {
        Payer by = Objects.requireNonNull(payer, "the limit was set aside");
        BigInteger left = by.holder().balance(state, CoreTables.NATIVE);
        by.holder().setBalance(state, CoreTables.NATIVE, left.add(terms.limit()).subtract(by.free()));
    }

    private Parts take(Execution execution, BigInteger base, Usage usage) {
        CoreWrites state = execution.state();
        Payer by = Objects.requireNonNull(payer, "the limit was set aside");
        AssetRow asset = state.nativeAsset();
        BigInteger tip = BigInteger.valueOf(FeePrices.effectiveTip(terms, base, usage.execution()))
                .multiply(BigInteger.valueOf(usage.execution()));
        BigInteger freeBase = base.min(by.free());
        BigInteger freeTip = tip.min(by.free().subtract(freeBase));
        BigInteger paidBase = base.subtract(freeBase);
        BigInteger paid = paidBase.add(tip).subtract(freeTip);

        by.holder()
                .setBalance(
                        state,
                        CoreTables.NATIVE,
                        by.holder().balance(state, CoreTables.NATIVE).subtract(paid));
        BigInteger treasury = give(state, prices.treasury(), prices.treasuryPart(paidBase));
        BigInteger tipped = give(state, prices.tipsTo(), tip.subtract(freeTip));
        Parts parts = new Parts(paid.subtract(treasury).subtract(tipped), treasury, tipped, freeBase.add(freeTip));
        if (parts.burnt().signum() > 0) {
            state.setSupply(asset, asset.supply().subtract(parts.burnt()));
        }
        state.setFeeUsage(state.feeUsage().with(usage, terms.layer2()));

        execution.emit(
                PAID,
                Values.of("signer", transaction.signer())
                        .and("sponsor", terms.sponsor())
                        .and("asset", asset.asset().symbol())
                        .and("burnt", parts.burnt())
                        .and("treasury", parts.treasury())
                        .and("tip", parts.tip())
                        .and("free", parts.free())
                        .and("gas", usage.execution())
                        .and("layer2", terms.layer2())
                        .and("payer", by.name())
                        .and("treasuryAccount", prices.treasury())
                        .and("tipAccount", prices.tipsTo()));
        return parts;
    }

    /** What was given: nothing if there is no such account. */
    private static BigInteger give(CoreWrites state, String account, BigInteger units) {
        OptionalLong found =
                account.isEmpty() || units.signum() == 0 ? OptionalLong.empty() : state.accountOrdinal(account);
        if (found.isEmpty()) {
            return BigInteger.ZERO;
        }
        long receiver = found.getAsLong();
        state.setBalance(
                receiver,
                CoreTables.NATIVE,
                state.balance(receiver, CoreTables.NATIVE).add(units));
        return units;
    }

    /** What the policy gets wrong when it is told costs it what it did itself, as of an observer. */
    private void tellSponsor(Execution execution, Overlay view, boolean applied, Parts parts) {
        LoadedModule rules = policy;
        if (terms.sponsor().isEmpty() || rules == null) {
            return;
        }
        Overlay inner = new Overlay(view);
        int mark = execution.mark();
        byte[] input =
                request().flag(applied).u128(parts.free()).u128(parts.paid()).toBytes();
        try {
            byte[] unused = ModuleHost.fee(rules, execution.within(inner), inner, Rules.SETTLE, input);
            inner.commit();
        } catch (Refusal refusal) {
            inner.discard();
            execution.undo(mark);
        }
    }

    private Writer request() {
        Writer out = new Writer(256)
                .text(transaction.signer(), Names.MAX)
                .text(terms.sponsor(), Names.MAX)
                .flag(terms.layer2())
                .u128(terms.limit())
                .count(transaction.operations().size(), Transaction.MAX_OPERATIONS);
        for (Operation operation : transaction.operations()) {
            out.text(operation.capability(), Operation.MAX_NAME).text(operation.name(), Operation.MAX_NAME);
        }
        return out;
    }

    private BigInteger bySigner(Parts parts) {
        return terms.sponsor().isEmpty() ? parts.paid() : BigInteger.ZERO;
    }
}
