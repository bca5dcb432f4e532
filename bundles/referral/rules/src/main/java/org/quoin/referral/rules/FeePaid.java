package org.quoin.referral.rules;

import org.quoin.rules.Amount;
import org.quoin.rules.Execution;
import org.quoin.rules.Field;
import org.quoin.rules.Observer;
import org.quoin.rules.Schema;
import org.quoin.rules.Values;

/**
 * Counts what a referee lost by a fee: what was burnt and what went to the treasury, of fees that he paid himself. A tip may come
 * back to him by the producer, and a sponsor may be himself, so neither counts; nor does what comes back to the treasury itself.
 */
final class FeePaid extends Observer {
    static final Field<String> SIGNER = Field.account("signer");
    static final Field<String> SPONSOR = Field.text("sponsor", 32);
    static final Field<Amount> BURNT = Field.amount("burnt", Terms.ASSET);
    static final Field<Amount> TREASURY = Field.amount("treasury", Terms.ASSET);
    static final Field<Amount> TIP = Field.amount("tip", Terms.ASSET);
    static final Field<Amount> FREE = Field.amount("free", Terms.ASSET);
    static final Field<Long> GAS = Field.number("gas", Long.MAX_VALUE);
    static final Field<Boolean> LAYER_2 = Field.flag("layer2");

    /** An account, or an agreement of a capability. */
    static final Field<String> PAYER = Field.text("payer", 97);

    static final Field<String> TREASURY_ACCOUNT = Field.text("treasuryAccount", 32);
    static final Field<String> TIP_ACCOUNT = Field.text("tipAccount", 32);

    /** As the ledger describes it. */
    static final Schema EVENT = Schema.of(
            SIGNER,
            SPONSOR,
            Terms.ASSET,
            BURNT,
            TREASURY,
            TIP,
            FREE,
            GAS,
            LAYER_2,
            PAYER,
            TREASURY_ACCOUNT,
            TIP_ACCOUNT);

    FeePaid() {
        super("ledger", "fee-paid", EVENT);
    }

    @Override
    protected void observe(Execution execution, Values event) {
        String signer = event.get(SIGNER);
        boolean himself = event.get(SPONSOR).isEmpty() && event.get(PAYER).equals(signer);
        boolean ownTreasury = event.get(TREASURY_ACCOUNT).equals(signer);
        Amount lost = ownTreasury ? event.get(BURNT) : event.get(BURNT).plus(event.get(TREASURY));
        if (himself && !lost.isZero()) {
            Links.findCounting(execution, signer)
                    .ifPresent(link -> Accrual.accrue(execution, link, event.get(Terms.ASSET), lost));
        }
    }
}
