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

// What the number of a claim is.
std::string nameOf(const Claim &claim)
{
    return claim.metric + (claim.comparedWith ? " divided by that of compared_with" : "");
}

std::string sentenceOf(const Claim &claim)
{
    constexpr const char *signs[] = {"<", "<=", "==", "!=", ">=", ">"};
    const Condition &condition = *claim.condition;
    const auto *text = std::get_if<std::string>(&condition.value);
    return nameOf(claim) + ' ' + signs[static_cast<std::size_t>(condition.comparison)] + ' ' +
           (text ? *text : sixDigits(std::get<double>(condition.value)));
}

// No scenario of its own: the other one, with its changes on top.
SetUp onTopOf(const SetUp &about, const SetUp &own)
{
    if (!own.scenario.empty())
        return own;
    SetUp setUp = about;
    setUp.settings.insert(setUp.settings.end(), own.settings.begin(), own.settings.end());
    return setUp;
}

Result<double> valueOf(SetUps &setUps, const std::string &metric, const SetUp &setUp)
{
    const Result<Measured> &measured = setUps.of(setUp);
    return measured ? measured.value().value(metric) : Result<double>(measured.error());
}

Result<double> valueOf(SetUps &setUps, const Claim &claim, const SetUp &about)
{
    const Result<double> value = valueOf(setUps, claim.metric, onTopOf(about, claim.about));
    if (!value || !claim.comparedWith)
        return value;
    const Result<double> other = valueOf(setUps, claim.metric, onTopOf(about, *claim.comparedWith));
    if (other && other.value() == 0)
        return Error{claim.metric +
                     " is 0 in the set-up of compared_with, and nothing is divided by 0."};
    return other ? Result<double>(value.value() / other.value()) : other;
}

// Why what is claimed is not so; nothing: it is.
std::optional<std::string> untrueOf(const Claim &claim, double value)
{
    if (claim.condition &&
        !isSo(value, claim.condition->comparison, std::get<double>(claim.condition->value)))
        return sentenceOf(claim) + " is claimed, but it is " + sixDigits(value) + '.';
    const std::optional<ShownFigure> figure = shownFigure(claim.shown);
    if (figure && !figure->stands(value))
        return "\"" + claim.shown + "\" is said, but " + nameOf(claim) + " is " + sixDigits(value) +
               '.';
    if (claim.value &&
        !(std::abs(value - *claim.value) <= claim.tolerance * std::abs(*claim.value) + 1e-15))
        return nameOf(claim) + " is claimed to be " + sixDigits(*claim.value) + ", but is " +
               sixDigits(value) + '.';
    return {};
}

// The same of any claim. Error: it cannot be told.
Result<std::optional<std::string>> untrueOf(SetUps &setUps, const Claim &claim, const SetUp &about)
{
    if (claim.condition && std::holds_alternative<std::string>(claim.condition->value)) {
        const Result<Measured> &measured = setUps.of(onTopOf(about, claim.about));
        const Result<bool> holds =
            measured ? measured.value().holds(*claim.condition) : Result<bool>(measured.error());
        if (!holds)
            return holds.error();
        return holds.value() ? std::nullopt
                             : std::optional(sentenceOf(claim) + " is claimed, but it is not.");
    }
    if (!claim.shown.empty() && !shownFigure(claim.shown))
        return Error{"\"" + claim.shown + "\" is not a figure such as \"27.3 %\"."};
    const Result<double> value = valueOf(setUps, claim, about);
    return value ? Result<std::optional<std::string>>(untrueOf(claim, value.value()))
                 : value.error();
}

// What the claims of one option are, taken together.
void checkOption(Complaints &complaints, SetUps &setUps, const std::string &option,
                 std::span<const Claim> claims, bool isMarked, const SetUp &about)
{
    bool isTrue = true;
    for (const Claim &claim : claims) {
        const Result<std::optional<std::string>> untrue = untrueOf(setUps, claim, about);
        if (!untrue)
            return complaints.add(claim.line, untrue.error().message);
        if (isMarked && untrue.value())
            complaints.add(claim.line,
                           "\"" + option + "\" is marked as correct. " + *untrue.value());
        isTrue = isTrue && !untrue.value();
    }
    if (isTrue && !isMarked)
        complaints.add(claims.front().line, "\"" + option +
                                                "\" is marked as wrong, but all that "
                                                "it claims is so.");
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
    const Result<std::optional<std::string>> untrue = untrueOf(setUps, claim, about);
    if (!untrue || untrue.value())
        complaints.add(claim.line, untrue ? *untrue.value() : untrue.error().message);
    const bool printed = std::ranges::any_of(
        texts, [&](const std::string &text) { return text.find(claim.shown) != text.npos; });
    if (!claim.shown.empty() && !printed)
        complaints.add(claim.line, "\"" + claim.shown + "\" is claimed, but stands in no text.");
}

void checkOptions(Complaints &complaints, SetUps &setUps, std::span<const std::string> options,
                  const OptionClaims &claims, int correct, const SetUp &about)
{
    for (std::size_t i = 0; i < claims.size(); ++i)
        checkOption(complaints, setUps, options[i], claims[i], static_cast<int>(i) == correct,
                    about);
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
