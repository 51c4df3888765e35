// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/set_ups.h"
#include "core/lesson/shown_figure.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What is wrong with a lesson or a quiz, in the order of the file.
class Complaints
{
public:
    explicit Complaints(std::string_view file) : m_file(file) {}

    void add(int line, std::string_view message)
    {
        m_all.push_back(errorAt(m_file, line, message));
    }
    [[nodiscard]] std::vector<Error> take() { return std::move(m_all); }

private:
    std::string m_file;
    std::vector<Error> m_all;
};

// The figure that a text has first; nothing: it has none.
[[nodiscard]] std::optional<ShownFigure> figureIn(std::string_view text);

// Whether the claim is true. about: the set-up of the step or question; texts: where a shown figure
// must stand.
void checkClaim(Complaints &complaints, SetUps &setUps, const Claim &claim, const SetUp &about,
                std::span<const std::string> texts);

// Whether the claims of the correct option are true, and those of each other one are not. about: as
// for checkClaim.
void checkOptions(Complaints &complaints, SetUps &setUps, std::span<const std::string> options,
                  const OptionClaims &claims, int correct, const SetUp &about);

// Whether the option whose figure is nearest to the truth is the correct one.
void checkChoice(Complaints &complaints, int line, const std::vector<std::string> &options,
                 int correct, double truth);

} // namespace core
