package org.quoin.referral.api;

import org.quoin.ledger.api.Amount;

/**
 * What the pot holds.
 *
 * @param held all of it: the sum of the others
 * @param reserved earned and not paid
 * @param budgets what campaigns have left
 * @param free for rewards to come
 */
public record ReferralPot(Amount held, Amount reserved, Amount budgets, Amount free) {}
