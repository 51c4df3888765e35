// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QSettings;

namespace ui {

// The scenario files that were used last, the newest first, kept in the settings.
class RecentFiles
{
public:
    explicit RecentFiles(QSettings &settings) : m_settings(settings) {}

    [[nodiscard]] QStringList paths() const;
    void add(const QString &path);
    void remove(const QString &path);

private:
    QSettings &m_settings;
};

} // namespace ui
