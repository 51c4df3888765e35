// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/order_builder.h"

#include <vector>

namespace core {

// One stage of a rank and the micro-batches that pass through it: what comes next of each kind.
struct Leg
{
    int stage = 0;
    int forward = 0;  // next micro-batch to go forward
    int backward = 0; // next one to go back
    int end = 0;      // micro-batches from here on do not exist
};

// Writes the list of a rank by the steps of a published rule, which is made for many micro-batches.
// Actions of micro-batches that do not exist are left out. That keeps an order valid and free of
// deadlock: micro-batches do not need each other.
class LegWriter
{
public:
    LegWriter(std::vector<Action> &actions, bool backward)
        : m_actions(actions), m_backward(backward)
    {}

    void forward(Leg &leg)
    {
        if (leg.forward < leg.end)
            append(m_actions, Op::Forward, leg.stage, leg.forward++);
    }

    void backward(Leg &leg)
    {
        if (m_backward && leg.backward < leg.end)
            append(m_actions, Op::Backward, leg.stage, leg.backward++);
    }

    void input(Leg &leg)
    {
        if (!m_backward || leg.backward >= leg.end)
            return;
        append(m_actions, Op::BackwardInput, leg.stage, leg.backward++);
        m_inputs.push_back(m_actions.back());
    }

    // Of the oldest input gradient that waits for it.
    void weight()
    {
        if (m_weights == m_inputs.size())
            return;
        m_actions.push_back(m_inputs[m_weights++]);
        m_actions.back().op = Op::BackwardWeight;
    }

    void remainingWeights()
    {
        while (m_weights < m_inputs.size())
            weight();
    }

    // The two as one indivisible visit; one alone if the other does not exist.
    void pair(Leg &forwards, Leg &backwards)
    {
        const std::size_t first = m_actions.size();
        forward(forwards);
        backward(backwards);
        if (m_actions.size() == first + 2)
            m_actions[first].pairedWithNext = true;
    }

    // A turn that writes nothing is out of micro-batches, as are all later ones.
    template <class Turn>
    void repeat(int turns, Turn turn)
    {
        for (int done = 0; done < turns; ++done) {
            const std::size_t before = m_actions.size();
            turn(done);
            if (m_actions.size() == before)
                return;
        }
    }

private:
    std::vector<Action> &m_actions;
    bool m_backward;
    std::vector<Action> m_inputs; // in their order
    std::size_t m_weights = 0;    // how many of them have their weight gradient
};

} // namespace core
