/** The rules of referral: codes, links, rewards out of fees that were lost, and campaigns. */
@NullMarked
package org.quoin.referral.rules;

import org.jspecify.annotations.NullMarked;
