package org.quoin.ledger.testkit.probe;

import java.math.BigInteger;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.TestLedger;

/** Operations of the capability that is upgraded in tests: each lock is of {@link #UNIT}, and {@link #PREIMAGE} opens it. */
public final class Locks {
    public static final String CAPABILITY = "htlc-fixture";
    public static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.QUO);
    public static final Bytes PREIMAGE = Bytes.fromHex("0102");

    private Locks() {}

    /** For Bob. */
    public static Request lock(String name) {
        return lock(name, "bob");
    }

    public static Request lock(String name, String beneficiary) {
        return Request.of(
                CAPABILITY,
                "lock",
                Values.of("name", name)
                        .and("beneficiary", beneficiary)
                        .and("asset", UNIT.asset().symbol())
                        .and("amount", UNIT.units())
                        .and("secretHash", Hash.sha256(PREIMAGE.toArray())),
                UNIT);
    }

    public static Request claim(String name) {
        return claim(name, PREIMAGE);
    }

    public static Request claim(String name, Bytes preimage) {
        return Request.of(CAPABILITY, "claim", Values.of("name", name).and("preimage", preimage));
    }
}
