// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/assumptions.h"
#include "core/base/language.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace core {

inline constexpr Words kNothing = {"Assumption", ""};

// What is said of an effect, and the figures that it is filled with.
struct Said
{
    Said(const Words &text, std::initializer_list<std::string> figures = {})
        : sentence(*text.text == '\0' ? std::string() : phrase(text, figures))
    {}
    std::string sentence;
};

class EffectList
{
public:
    void add(const Words &name, bool on, const Said &words, const Said &otherwise)
    {
        m_effects.push_back({phrase(name), on, on ? words.sentence : otherwise.sentence});
    }
    [[nodiscard]] std::vector<Effect> take()
    {
        std::ranges::stable_partition(m_effects, &Effect::on);
        return std::move(m_effects);
    }

private:
    std::vector<Effect> m_effects;
};

} // namespace core
