// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

class QWidget;

namespace ui {

// The controls that a lesson leaves free; the others are greyed, and say why where they would
// otherwise say what they do.
class ControlLocks : public QObject
{
    Q_OBJECT

public:
    using Names = std::optional<QStringList>; // of controls; none: all

    explicit ControlLocks(QObject *parent) : QObject(parent) {}

    // The widget, which outlives it, is the control of that id, or one that goes with it.
    void add(const QString &id, QWidget &widget);
    bool allow(const Names &ids); // whether that is another choice
    [[nodiscard]] bool isOn() const { return m_allowed.has_value(); }
    [[nodiscard]] bool isLocked(const QString &id) const;
    [[nodiscard]] QString reason() const; // empty: nothing is locked

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(QWidget &widget, bool locked) const;

    QHash<QWidget *, QString> m_ids;
    Names m_allowed;
};

} // namespace ui
