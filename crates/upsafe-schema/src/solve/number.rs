//! Numbers: an interval, multiples and exceptions.

use super::{Gap, Outcome, Solver};
use crate::decimal::Decimal;
use crate::json::Value;
use crate::set::{Id, Set};
use std::collections::BTreeSet;

/// How many multiples are tried.
const MAX_TRIES: u32 = 5_000;

#[derive(Default)]
struct Numbers {
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
    step: Option<Decimal>,
    not_multiples: BTreeSet<Decimal>,
    among: Option<BTreeSet<Decimal>>,
    except: BTreeSet<Decimal>,
}

impl Numbers {
    fn allows(&self, n: &Decimal) -> bool {
        self.above(n)
            && self.below(n)
            && self.step.as_ref().is_none_or(|step| n.is_multiple_of(step))
            && !self.not_multiples.iter().any(|of| n.is_multiple_of(of))
            && !self.except.contains(n)
    }

    fn above(&self, n: &Decimal) -> bool {
        self.low
            .as_ref()
            .is_none_or(|(low, open)| if *open { n > low } else { n >= low })
    }

    fn below(&self, n: &Decimal) -> bool {
        self.high
            .as_ref()
            .is_none_or(|(high, open)| if *open { n < high } else { n <= high })
    }
}

impl Solver<'_> {
    pub(super) fn number(&mut self, constraints: &[Id]) -> Outcome {
        let numbers = self.numbers(constraints);
        if let Some(among) = &numbers.among {
            let found = among.iter().find(|n| numbers.allows(n));
            return found.map_or(Outcome::Unsat, |n| Outcome::Sat(Value::Number(n.clone())));
        }
        match &numbers.step {
            Some(step) => self.multiple(&numbers, step),
            None => dense(&numbers),
        }
    }

    fn numbers(&self, constraints: &[Id]) -> Numbers {
        let mut numbers = Numbers::default();
        for &id in constraints {
            match self.store.set(id) {
                Set::Bound {
                    lower: true,
                    value,
                    exclusive,
                } => {
                    let bound = (value.clone(), *exclusive);
                    numbers.low = Some(numbers.low.map_or(bound.clone(), |old| old.max(bound)));
                }
                Set::Bound {
                    lower: false,
                    value,
                    exclusive,
                } => {
                    let bound = (value.clone(), !*exclusive);
                    let old = numbers.high.map(|(value, open)| (value, !open));
                    let (value, closed) = old.map_or(bound.clone(), |old| old.min(bound));
                    numbers.high = Some((value, !closed));
                }
                Set::Multiple(of, true) => {
                    numbers.step = Some(numbers.step.map_or(of.clone(), |step| step.lcm(of)));
                }
                Set::Multiple(of, false) => {
                    numbers.not_multiples.insert(of.clone());
                }
                Set::Numbers(values, true) => {
                    let values: BTreeSet<Decimal> = values.iter().cloned().collect();
                    numbers.among = Some(match numbers.among {
                        Some(old) => old.intersection(&values).cloned().collect(),
                        None => values,
                    });
                }
                Set::Numbers(values, false) => numbers.except.extend(values.iter().cloned()),
                _ => {}
            }
        }
        numbers
    }

    /// A multiple of `step`, the one nearest to zero if possible.
    fn multiple(&mut self, numbers: &Numbers, step: &Decimal) -> Outcome {
        if numbers
            .not_multiples
            .iter()
            .any(|of| step.is_multiple_of(of))
        {
            return Outcome::Unsat;
        }
        let zero = Decimal::zero();
        let minus = |n: &Decimal| zero.minus(n);
        let low = numbers
            .low
            .as_ref()
            .map(|(low, _)| minus(&minus(low).floor_to(step)));
        let high = numbers.high.as_ref().map(|(high, _)| high.floor_to(step));
        let up = low
            .filter(|low| *low > zero)
            .unwrap_or_else(|| match &high {
                Some(high) if *high < zero => high.plus(step),
                _ => zero.clone(),
            });
        let mut above = up.clone();
        let mut below = if numbers.above(&up) && numbers.below(&up) {
            up
        } else {
            up.minus(step)
        };
        for _ in 0..MAX_TRIES {
            if !self.meter.spend(1) {
                return self.out_of_budget();
            }
            let can_rise = numbers.below(&above);
            let can_fall = numbers.above(&below);
            for (can, n) in [(can_rise, &above), (can_fall, &below)] {
                if can && numbers.allows(n) {
                    return Outcome::Sat(Value::Number(n.clone()));
                }
            }
            if !can_rise && !can_fall {
                return Outcome::Unsat;
            }
            above = above.plus(step);
            below = below.minus(step);
        }
        Outcome::Unknown(Gap::new(
            "`multipleOf`: no multiple was found among the first 5000",
        ))
    }
}

/// A number where all real numbers of the interval are candidates.
fn dense(numbers: &Numbers) -> Outcome {
    let one = Decimal::one();
    let half = one.middle(&Decimal::zero());
    let mut candidates = vec![Decimal::zero(), one.clone(), Decimal::from(-1_i64)];
    if let Some((low, _)) = &numbers.low {
        let up = low.floor().plus(&one);
        candidates.extend([low.clone(), up, low.plus(&one), low.plus(&half)]);
    }
    if let Some((high, _)) = &numbers.high {
        candidates.extend([
            high.clone(),
            high.floor(),
            high.minus(&one),
            high.minus(&half),
        ]);
    }
    candidates.push(half);
    if let Some(n) = candidates.iter().find(|n| numbers.allows(n)) {
        return Outcome::Sat(Value::Number(n.clone()));
    }
    // An interval with more than one point has infinitely many, and the multiples and exceptions
    // are sparse: halving it leaves them behind.
    let wide = Decimal::from(1_000_i64);
    let low = match (&numbers.low, &numbers.high) {
        (Some((low, _)), _) => low.clone(),
        (None, Some((high, _))) => high.minus(&wide),
        (None, None) => Decimal::zero(),
    };
    let mut high = match &numbers.high {
        Some((high, _)) => high.clone(),
        None => low.plus(&wide),
    };
    if low > high || (low == high && !numbers.allows(&low)) {
        return Outcome::Unsat;
    }
    let places = numbers
        .not_multiples
        .iter()
        .map(Decimal::weight)
        .max()
        .unwrap_or(0);
    for _ in 0..(numbers.except.len() + places * 4 + 64) {
        high = low.middle(&high);
        if numbers.allows(&high) {
            return Outcome::Sat(Value::Number(high));
        }
    }
    Outcome::Unknown(Gap::new(
        "`multipleOf`: no number was found in the interval",
    ))
}
