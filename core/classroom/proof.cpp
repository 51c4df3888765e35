// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/proof.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace core {
namespace {

// To six digits, which tells why a figure of three does not stand.
std::string sixDigits(double value)
{
    char text[32];
    (void)std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

std::string sentenceOf(const Condition &condition)
{
    constexpr const char *signs[] = {"<", "<=", "==", "!=", ">=", ">"};
    const auto *text = std::get_if<std::string>(&condition.value);
    return condition.metric + ' ' + signs[static_cast<std::size_t>(condition.comparison)] + ' ' +
           (text ? *text : sixDigits(std::get<double>(condition.value)));
}

void checkShown(Complaints &complaints, const Claim &claim, double value,
                std::span<const std::string> texts)
{
    const std::optional<ShownFigure> figure = shownFigure(claim.shown);
    if (!figure) {
        complaints.add(claim.line, "\"" + claim.shown + "\" is not a figure such as \"27.3 %\".");
        return;
    }
    if (!figure->stands(value))
        complaints.add(claim.line, "\"" + claim.shown + "\" is said, but " + claim.metric + " is " +
                                       sixDigits(value) + '.');
    const bool printed = std::ranges::any_of(
        texts, [&](const std::string &text) { return text.find(claim.shown) != text.npos; });
    if (!printed)
        complaints.add(claim.line, "\"" + claim.shown + "\" is claimed, but stands in no text.");
}

} // namespace

std::optional<ShownFigure> figureIn(std::string_view text)
{
    const std::size_t digit = text.find_first_of("0123456789");
    return digit == std::string_view::npos ? std::nullopt : shownFigure(text.substr(digit));
}

void checkClaim(Complaints &complaints, SetUps &setUps, const Claim &claim, const SetUp &about,
                std::span<const std::string> texts)
{
    SetUp setUp = claim.about;
    if (setUp.scenario.empty()) {
        setUp = about;
        setUp.settings.insert(setUp.settings.end(), claim.about.settings.begin(),
                              claim.about.settings.end());
    }
    const Result<Measured> &measured = setUps.of(setUp);
    if (!measured) {
        complaints.add(claim.line, measured.error().message);
        return;
    }
    if (claim.condition) {
        const Result<bool> holds = measured.value().holds(*claim.condition);
        if (!holds)
            complaints.add(claim.line, holds.error().message);
        else if (!holds.value())
            complaints.add(claim.line,
                           sentenceOf(*claim.condition) + " is claimed, but it is not.");
        return;
    }
    const Result<double> value = measured.value().value(claim.metric);
    if (!value) {
        complaints.add(claim.line, value.error().message);
        return;
    }
    if (!claim.shown.empty())
        checkShown(complaints, claim, value.value(), texts);
    if (claim.value && !(std::abs(value.value() - *claim.value) <=
                         claim.tolerance * std::abs(*claim.value) + 1e-15))
        complaints.add(claim.line, claim.metric + " is claimed to be " + sixDigits(*claim.value) +
                                       ", but is " + sixDigits(value.value()) + '.');
}

void checkChoice(Complaints &complaints, int line, const std::vector<std::string> &options,
                 int correct, double truth)
{
    const auto distance = [&](const std::string &option) {
        const std::optional<ShownFigure> figure = figureIn(option);
        return figure ? std::abs(figure->value - truth) : HUGE_VAL;
    };
    const std::string &chosen = options[static_cast<std::size_t>(correct)];
    if (!figureIn(chosen)) {
        complaints.add(line, "The correct option, \"" + chosen +
                                 "\", has no figure that could be held against the truth, " +
                                 sixDigits(truth) + '.');
        return;
    }
    const auto nearest = std::ranges::min_element(options, {}, distance);
    if (distance(*nearest) < distance(chosen))
        complaints.add(line, "\"" + chosen + "\" is marked as correct, but the truth is " +
                                 sixDigits(truth) + ", nearest to \"" + *nearest + "\".");
}

} // namespace core
