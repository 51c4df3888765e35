// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_part.h"

#include <QTabWidget>

namespace ui {

class TableWidget;

// What a recorded run tells, a tab each: by device, stream, collective and kernel.
class RecordedTables : public QTabWidget
{
    Q_OBJECT

public:
    static constexpr int kMostRows = 2'000; // of a table; the command line has all

    explicit RecordedTables(QWidget *parent = nullptr);

    void setPart(const core::RecordedRun &run, const core::RecordedPart &part);

private:
    void addTable(TableWidget *&table, const QStringList &headings, const QString &title);

    TableWidget *m_devices = nullptr;
    TableWidget *m_streams = nullptr;
    TableWidget *m_collectives = nullptr;
    TableWidget *m_kernels = nullptr;
};

} // namespace ui
