package org.quoin.fees.api.client;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.description.Values;

/** The blocks of a ledger: prices as its rules tell them of the state after each, tips from the events of its transactions. */
final class LedgerBlocks implements Blocks {
    private static final String PAID = "ledger.fee-paid";

    private final Ledger ledger;
    private final LedgerClient client;

    LedgerBlocks(Ledger ledger) {
        this.ledger = ledger;
        client = new LedgerClient(ledger);
    }

    @Override
    public long head() {
        return ledger.info().height();
    }

    @Override
    public BlockFees block(long height) {
        List<BlockFees.Paid> paid = new ArrayList<>();
        long gas = 0;
        List<Hash> transactions = ledger.block(height).map(Block::transactions).orElse(List.of());
        for (Hash transaction : transactions) {
            Optional<Receipt> receipt = ledger.receipt(transaction);
            Optional<Event> fee = receipt.flatMap(found -> found.events().stream()
                    .filter(event -> event.type().equals(PAID))
                    .findFirst());
            gas += fee.map(event -> event.data().number("gas"))
                    .orElseGet(() -> receipt.map(Receipt::gas).orElse(0L));
            fee.map(Event::data).filter(data -> data.number("gas") > 0).ifPresent(data -> paid.add(paid(data)));
        }
        Optional<Values> prices = prices(height);
        return new BlockFees(
                prices.map(known -> known.units("executionPrice")).orElse(BigInteger.ZERO),
                gas,
                prices.map(known -> known.number("executionLimit")).orElse(0L),
                paid);
    }

    /** The next block has the same prices unless it is in a later period. */
    @Override
    public BigInteger baseAfter(long height) {
        if (height < head()) {
            return prices(height + 1)
                    .map(prices -> prices.units("executionPrice"))
                    .orElse(BigInteger.ZERO);
        }
        return prices(height)
                .map(prices -> prices.units(
                        ledger.now().isBefore(prices.time("start").plus(prices.duration("period")))
                                ? "executionPrice"
                                : "nextExecutionPrice"))
                .orElse(BigInteger.ZERO);
    }

    private static BlockFees.Paid paid(Values fee) {
        long gas = fee.number("gas");
        return new BlockFees.Paid(gas, fee.units("tip").divide(BigInteger.valueOf(gas)));
    }

    /** Empty of a block that had none. */
    private Optional<Values> prices(long height) {
        try {
            return Optional.of(client.query(FeesClient.CAPABILITY, FeesClient.PRICES, 1, Values.none(), height));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
