package org.quoin.ledger.core.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.AccountRow;
import org.quoin.ledger.core.execution.AssetRow;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.CoreTables;
import org.quoin.ledger.core.state.State;
import org.quoin.ledger.core.state.Table;
import org.quoin.ledger.core.state.Walk;
import org.quoin.rules.codec.Writer;

/** The encoding of one proof. */
public final class ProofWriter {
    private static final int PRESENT = 0;
    private static final int ABSENT = 1;
    private static final int NO_TABLE = 2;
    private static final int NOTHING = 3;

    private final State state;
    private final Writer out = new Writer(4096).u8(1);

    private ProofWriter(State state) {
        this.state = state;
    }

    /**
     * Encodes the proof of a claim under the header of the very block that left the state.
     *
     * @throws IllegalArgumentException if the claim names an account or an asset that there is not, or no key of the table
     */
    public static Bytes write(State state, Claim claim) {
        ProofWriter writer = new ProofWriter(state);
        writer.out.u8(0);
        return writer.claim(claim);
    }

    /**
     * Encodes the proof of a claim under a later header.
     *
     * @param header of the block that left the state
     * @param siblings from below, between the older header and the history root of the later one
     * @throws IllegalArgumentException as {@link #write(State, Claim)}
     */
    public static Bytes write(State state, Claim claim, Header header, List<Hash> siblings) {
        ProofWriter writer = new ProofWriter(state);
        Bytes older = header.encode();
        writer.out.u8(1).u32(older.size()).fixed(older.toArray(), older.size()).u8(siblings.size());
        siblings.forEach(sibling -> writer.out.fixed(sibling.toArray(), Hash.SIZE));
        return writer.claim(claim);
    }

    private Bytes claim(Claim claim) {
        if (claim instanceof Claim.Balance balance) {
            balance(balance.account(), balance.asset());
        } else if (claim instanceof Claim.Row row) {
            byte[] key = row.key().toArray();
            byte[] id = row.table().getBytes(US_ASCII);
            Table table = row.keyWidth() == 0 ? Table.hashed(row.table()) : Table.ordered(row.table(), row.keyWidth());
            out.u8(2).u8(id.length).fixed(id, id.length).u8(row.keyWidth());
            out.u16(key.length).fixed(key, key.length);
            row(table, key);
        }
        return Bytes.of(out.toBytes());
    }

    private void balance(String account, String asset) {
        CoreReads reads = new CoreReads(state);
        AccountRow holder = require(reads.account(account), "account " + account);
        AssetRow held = require(reads.asset(asset), "asset " + asset);
        byte[] name = account.getBytes(US_ASCII);
        byte[] symbol = asset.getBytes(US_ASCII);
        out.u8(1).u8(name.length).fixed(name, name.length).u8(symbol.length).fixed(symbol, symbol.length);
        row(CoreTables.ACCOUNTS, name);
        row(CoreTables.ASSETS, symbol);
        row(CoreTables.BALANCES, CoreTables.balanceKey(holder.ordinal(), held.ordinal()));
    }

    private static <T> T require(@Nullable T row, String what) {
        if (row == null) {
            throw new IllegalArgumentException(
                    "there was no " + what + " then: choose a later block, or check the name");
        }
        return row;
    }

    private void row(Table table, byte[] key) {
        Walk toTable = Chain.isUnderStateRoot(table) ? state.walk(table, Chain::isUnderStateRoot) : null;
        Walk walk = state.walk(table, key);
        if (walk == null) {
            emptyTable(toTable);
            return;
        }
        byte[] value = state.get(table, key);
        out.u8(value == null ? ABSENT : PRESENT);
        if (toTable != null) {
            steps(toTable);
        }
        out.u64(state.count(table));
        steps(walk);
        if (value == null) {
            byte[] other = walk.path();
            out.fixed(other, other.length).fixed(Hash.sha256(walk.value()).toArray(), Hash.SIZE);
        } else {
            out.u32(value.length).fixed(value, value.length);
        }
    }

    private void emptyTable(@Nullable Walk toAnother) {
        if (toAnother == null) {
            out.u8(NOTHING);
        } else {
            out.u8(NO_TABLE);
            steps(toAnother);
            out.fixed(toAnother.path(), Hash.SIZE).fixed(toAnother.value(), Hash.SIZE);
        }
    }

    private void steps(Walk walk) {
        List<Walk.Step> steps = walk.steps();
        byte[] bits = new byte[steps.isEmpty() ? 0 : steps.get(steps.size() - 1).bit() / 8 + 1];
        steps.forEach(step -> bits[step.bit() / 8] |= (byte) (0x80 >>> step.bit() % 8));
        out.u8(bits.length).fixed(bits, bits.length);
        steps.forEach(step -> out.fixed(step.sibling(), Hash.SIZE));
    }
}
