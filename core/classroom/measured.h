// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/io/json/json_value.h"
#include "core/lesson/claim.h"

#include <optional>
#include <string>
#include <string_view>

namespace core {

[[nodiscard]] bool isSo(double left, Comparison comparison, double right);

// The figures of a result by the names that lessons use (docs/lessons.md): paths of the document
// that simulate --json writes, and some shorter ones.
class Measured
{
public:
    explicit Measured(SnapshotPtr snapshot);

    // Of a metric or an expression of metrics. Error: a name that the result does not have.
    [[nodiscard]] Result<double> value(std::string_view metric) const;
    // Nothing: it is no text.
    [[nodiscard]] std::optional<std::string> text(std::string_view metric) const;
    // Whether the document has something at the path, be it a number or not.
    [[nodiscard]] bool has(std::string_view path) const;
    // Error: the metric has no value, or cannot be compared so.
    [[nodiscard]] Result<bool> holds(const Condition &condition) const;

    [[nodiscard]] const Snapshot &snapshot() const { return *m_snapshot; }

private:
    [[nodiscard]] const JsonValue &document() const;
    [[nodiscard]] Result<double> ofName(std::string_view name) const;

    SnapshotPtr m_snapshot;
    mutable std::optional<JsonValue> m_document; // made when first asked
};

} // namespace core
