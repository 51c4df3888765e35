// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runner/latest_only.h"
#include "core/validation/validation_table.h"

#include <QObject>

#include <memory>
#include <vector>

namespace ui {

// Compares the program with published figures, once and in the background; the answer is kept.
class ValidationBridge : public QObject
{
    Q_OBJECT

public:
    explicit ValidationBridge(QObject *parent = nullptr);
    ~ValidationBridge() override;

    void request(); // more than once: nothing happens
    // Step times of all papers first; empty until they are ready.
    [[nodiscard]] const std::vector<core::ValidationTable> &tables() const { return m_tables; }

Q_SIGNALS:
    void tablesReady();

private:
    struct Everything
    {};
    using Runner = core::LatestOnly<Everything, std::vector<core::ValidationTable>>;

    std::vector<core::ValidationTable> m_tables;
    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
