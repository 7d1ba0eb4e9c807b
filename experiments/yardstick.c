/* The startup passes of the month in plain C: the yardstick beside the compiled rules.

   Every function is the rule of the same name in sim/model/rules, written once more, and the three
   at the end are the passes of sim/model/phases/passes.py, over the same records.  The records, the
   codes and the tables of lines come from a header that yardstick.py generates out of the package's
   declarations, so no layout and no code is written here. */

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "yardstick_records.h"

typedef struct { double u, v, w, z; } Uniforms;
typedef int64_t whole;

static inline double lesser(double a, double b) { return b < a ? b : a; }
static inline double larger(double a, double b) { return b > a ? b : a; }
static inline whole fewer(whole a, whole b) { return b < a ? b : a; }
static inline whole more(whole a, whole b) { return b > a ? b : a; }
static inline whole modulo(whole a, whole n) { whole r = a % n; return r < 0 ? r + n : r; }

/* chance */

static inline double to_uniform(uint32_t word) { return (word + 0.5) * 2.3283064365386963e-10; }

static inline Uniforms uniforms_at(uint64_t key, uint64_t seed, uint32_t when, uint32_t what) {
    uint32_t c0 = (uint32_t)key, c1 = (uint32_t)(key >> 32), c2 = when, c3 = what;
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t a = (uint64_t)MULTIPLY_A * c0, b = (uint64_t)MULTIPLY_B * c2;
        c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)b;
        c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)a;
        k0 += WEYL_A;
        k1 += WEYL_B;
    }
    return (Uniforms){to_uniform(c0), to_uniform(c1), to_uniform(c2), to_uniform(c3)};
}

static inline Uniforms four_uniforms(uint64_t key, const Month *m, uint32_t what) {
    return uniforms_at(key, m->seed, (uint32_t)m->clock, what);
}

/* the draws of a block of agents: a loop over nothing else, which the compiler runs on several at once */

typedef struct { double u[BLOCK], v[BLOCK], w[BLOCK], z[BLOCK]; } Draws;

static void draw_block(const uint64_t *restrict keys, whole count, const Month *m, uint32_t what,
                       Draws *restrict draws) {
    const uint64_t seed = m->seed;
    const uint32_t when = (uint32_t)m->clock;
    for (whole j = 0; j < count; j++) {
        Uniforms q = uniforms_at(keys[j], seed, when, what);
        draws->u[j] = q.u;
        draws->v[j] = q.v;
        draws->w[j] = q.w;
        draws->z[j] = q.z;
    }
}

static inline Uniforms draws_at(const Draws *draws, whole j) {
    return (Uniforms){draws->u[j], draws->v[j], draws->w[j], draws->z[j]};
}

static inline whole slot(uint64_t key, uint64_t places) {
    return (whole)((((key >> SLOT_BITS) & 0xFFFFFFFFu) * places) >> 32);
}

static inline double trait(uint64_t key) { return (double)(key & TRAIT_BITS) / 131072.0; }

static double normal(double u) {
    if (u < 0.02425 || u > 0.97575) {
        double q = sqrt(-2 * log(lesser(u, 1 - u)));
        double x = (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                      - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
            / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
                + 3.754408661907416) * q + 1);
        return u < 0.5 ? x : -x;
    }
    double q = u - 0.5, r = q * q;
    return (((((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
              + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239) * q
        / (((((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
             + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1);
}

static inline double lognormal(double u, double spread) {
    return exp(spread * normal(u) - 0.5 * spread * spread);
}

static whole events(double u, double rate) {
    if (rate > 30)
        return more(0, (whole)floor(rate + sqrt(rate) * normal(u) + 0.5));
    double p = exp(-rate), reached = p;
    whole n = 0;
    while (u > reached && n < 200) {
        n++;
        p *= rate / (double)n;
        reached += p;
    }
    return n;
}

static inline whole poisson(double u, double rate) {
    return u < 1 - rate + rate * rate * (0.5 - rate / 6) || rate <= 0 ? 0 : events(u, rate);
}

/* common */

static inline bool is_quarter_turn(const Startup *s, const Month *m) {
    return slot(s->key, 3) == modulo(m->clock, 3);
}

static inline double trailing_sales(const Startup *s, const Month *m) {
    return s->sales_year + s->sales_1 * (double)(12 - m->month) / 12;
}

static inline double founders_part(const Startup *s) {
    return s->acquired >= 0 ? 0.0 : s->founder_share;
}

static inline whole manages(const Startup *s) {
    return s->ready >= 1 && !s->researching && s->founder >= 0 && s->acquired < 0;
}

static inline whole researchers(const Startup *s) { return s->research_heads - manages(s); }

static inline double research_work(const Startup *s) {
    return larger(0.0, s->research_skill) * s->effort * (double)researchers(s)
        / (double)more(1, s->research_heads);
}

static inline double niche(double u, const Month *m) {
    return lesser(m->niche_most, m->niche_least * pow(u, -1 / m->niche_tail));
}

static inline double tenders_won(const Sector *x) {
    return x->tendered * x->appeal / (x->appeal + x->rivals + 1e-12);
}

static inline double deregistration_wait(const Month *m) {
    return larger(0.0, m->deregistration_days - m->deregistration_days_saved) / 30;
}

static inline double own_technology(const Startup *s, const District *d, const Month *m) {
    return m->technology_gain * (log1p(d->usable + s->technology) - log1p(d->usable));
}

static inline double founder_claim(const Startup *s, whole clock) {
    return clock <= s->insured_until && s->acquired < 0 ? s->founder_cover : 0.0;
}

/* learn */

static inline double teaching(double hours, const Month *m) {
    return m->mentoring * (hours / (hours + m->hours_half));
}

static inline double development_speed(const Sector *x, const District *d, double access, const Month *m) {
    double built = x->difficulty / (x->difficulty + m->hardware_half);
    return 1 + m->platform_gain * access + d->prototyping * built;
}

static inline void file_patents(Startup *s, whole found, const Month *m) {
    s->patents += found;
    if (m->award_envelope > 0)
        s->award_due += m->patent_award * (double)found;
}

static inline void renew_lines(Startup *s, double work, Uniforms q, const Month *m) {
    if (q.u < m->line_end)
        s->niche = larger(m->niche_least, s->niche * (m->line_rest + (1 - m->line_rest) * q.v));
    whole fresh = poisson(q.w, m->line_rate * work * s->quality * s->capability + m->lines_bought * s->selling);
    if (fresh > 0)
        s->niche = lesser(m->niche_most, s->niche + (double)fresh * niche(q.z, m));
}

static inline void learn(Startup *s, const Sector *x, const District *d, double lesson, double access,
                         double filing, Uniforms q, Uniforms lines, const Month *m) {
    double work = research_work(s);
    if (q.z < d->training_rate && (double)(m->clock - s->born) <= m->course_age)
        s->trained = true;
    double gain = (work > 0 ? m->learning * log(1 + work) : 0.0) + m->spill * x->spillover + d->lift + lesson;
    if (s->technology > 0)
        gain += own_technology(s, d, m);
    s->capability += gain * (1 + m->learning_luck * (q.u - 0.5)) - m->forgetting * s->capability;
    s->capability = larger(0.05, s->capability);
    if (s->ready < 1)
        s->ready = lesser(1.0, s->ready + work * development_speed(x, d, access, m) / x->difficulty);
    whole found = poisson(q.v, m->patent_rate * d->filed * work * s->quality);
    if (found > 0)
        file_patents(s, found, m);
    s->designs += poisson(q.w, m->design_rate * work * (1 + filing));
    if (s->ready >= 1 && s->rung > TEAM)
        renew_lines(s, work, lines, m);
}

/* trade */

static inline void resize(Startup *s, const Month *m) {
    s->standing_of = s->contract_value;
    s->usual = m->first_contract * exp(m->size_slope * log(1 + s->contract_value / m->first_contract));
    s->standing = exp(m->scale * log(s->contract_value + m->first_contract));
}

static inline double attractiveness(const Startup *s, const Month *m) {
    if (s->ready < 1 || s->rung == TEAM)
        return 0.0;
    double ability = s->quality * s->capability;
    return (m->advantage == 1.0 ? ability : pow(ability, m->advantage)) * s->standing;
}

static inline double pull(const Startup *s, double worth, double reach) {
    return worth * larger(0.0, 1 - s->contract_value / (s->niche * reach)) * reach;
}

static inline double marketing_reach(const Startup *s, const Month *m) {
    if (s->selling <= 0)
        return 1.0;
    return 1 + m->selling_gain * s->selling / (s->selling + s->contract_value + m->first_contract);
}

static inline double place_meetings(const Month *m) {
    return lesser(1.0, larger(0.0, m->strong_place_cost - m->mentor_cost) / 12 / m->meeting_price);
}

static inline void show(Startup *s, Sector *x, const District *d, double hosted, double luck, const Month *m) {
    if (s->standing_of != s->contract_value)
        resize(s, m);
    bool met = x->targeted && luck > 1 - d->cluster_meetings;
    if (s->cultivated == HIGH_TECH)
        met = met || luck > 1 - place_meetings(m);
    double reach = met ? hosted * (1 + m->cluster_reach) : hosted;
    reach += s->rung >= HIGH_TECH ? m->title_reach : 0.0;
    double worth = attractiveness(s, m);
    if (worth <= 0) {
        s->weight = 0.0;
        return;
    }
    double own = marketing_reach(s, m);
    s->weight = pull(s, worth, reach * own);
    x->attraction += s->weight;
    x->appeal += pull(s, worth, own);
}

static inline void lose(Startup *s, const District *d, double u, double v, const Month *m) {
    double rate = m->contract_end * (1 + m->imitation * (1 - d->protection));
    whole ended = fewer(s->contracts, poisson(u, s->contracts * rate));
    if (ended > 0) {
        s->contract_value *= pow(1 - (double)ended / s->contracts, lognormal(v, m->end_spread));
        s->contracts -= ended;
        if (s->contracts == 0)
            s->contract_value = 0.0;
    }
}

static inline void win(Startup *s, const Sector *x, double u, double v, const Month *m) {
    whole won = poisson(u, tenders_won(x) * s->weight / ((x->attraction + 1e-12) * s->usual));
    if (won > 0) {
        s->contracts += won;
        s->contract_value += (double)won * s->usual * lognormal(v, m->contract_spread);
    }
}

static inline void trade(Startup *s, const Sector *x, const District *d, Uniforms q, const Month *m) {
    if (s->contracts > 0)
        lose(s, d, q.u, q.v, m);
    if (s->weight > 0)
        win(s, x, q.w, q.z, m);
}

static inline void deliver(Startup *s, const District *d, const Month *m) {
    double stretch = m->stretch + (trait(s->key) < d->crowdsourced ? m->crowdsourcing_stretch : 0.0);
    s->sales = lesser(s->contract_value, s->heads * m->output_per_head * stretch);
    s->sales_year += s->sales;
}

/* settle */

static inline double labour_cost(const Startup *s, const Month *m) {
    double founder = s->lean ? -s->founder_wage : s->salary_rise;
    return (s->wage_bill + founder + (double)more(0, s->heads - s->research_heads) * m->staff_wage)
        * (1 + m->social_rate);
}

static inline double laboratory_bill(const Startup *s, double access, const Month *m) {
    return (double)researchers(s) * m->lab_cost * s->effort * (1 - m->platform_saving * access);
}

static inline double administration_bill(const Startup *s, const District *d, const Month *m) {
    double usual = (m->office_cost + m->office_per_head * s->heads) * (1 - d->saved_time)
        * (s->trained ? 1 - m->training_saving : 1.0);
    usual *= 1 - m->agency_part * (1 - d->service_price);
    if (s->advised_until >= m->clock)
        usual *= 1 - m->advice_saving;
    return s->lean ? usual * m->lean_office : usual;
}

static inline double materials_bill(const Startup *s, const District *d, const Month *m) {
    double usual = s->sales * m->material_share * (s->digital ? 1 - m->digital_saving : 1.0);
    if (trait(s->key) < d->crowdsourced) {
        usual *= 1 - m->crowdsourcing_saving;
        usual += m->overload_price * larger(0.0, s->sales - s->heads * m->output_per_head * m->stretch);
    }
    return usual;
}

static inline double selling_budget(const Startup *s, const Month *m) {
    if (s->raised <= 0 || s->ready < 1)
        return 0.0;
    return m->selling_pace * larger(0.0, s->cash - m->reserve_months * s->costs);
}

static inline void pay(Startup *s, const District *d, double access, double place, const Month *m, Book *b) {
    double labour = labour_cost(s, m);
    double lab = laboratory_bill(s, access, m);
    double office = administration_bill(s, d, m);
    double bought = materials_bill(s, d, m);
    double not_researching = s->lean || manages(s) ? s->founder_wage : 0.0;
    s->research = (s->wage_bill - not_researching) * (1 + m->social_rate) * m->research_time + lab;
    s->selling = selling_budget(s, m);
    s->costs = labour + lab + office + bought + place + s->selling;
    s->cash += s->sales - s->costs;
    s->costs_year += s->costs;
    s->research_year += s->research;
    b->wages += labour - labour / (1 + m->social_rate) * m->social_rate;
    b->social_contributions += labour / (1 + m->social_rate) * m->social_rate;
    b->laboratory += lab;
    b->administration += office;
    b->selling += s->selling;
    b->materials += bought;
}

static inline double pay_rent(const Startup *s, Incubator *incubators, const District *d, Book *b) {
    if (s->home >= 0) {
        Incubator *i = &incubators[s->home];
        double place = s->area * i->rent;
        i->cash += place;
        b->facility_rent += place;
        return place;
    }
    if (s->rung > TEAM) {
        double place = s->area * d->market_rent;
        b->market_rent += place;
        return place;
    }
    return 0.0;
}

static inline double intensity_wanted(const Startup *s, const Month *m) {
    double natural = m->research_intensity * (m->intensity_base + m->intensity_tech * s->high_tech_share);
    natural *= s->researching ? 1.0 : m->intensity_other;
    double line = s->sales_year + s->sales_1 <= m->sales_small ? m->intensity_small : m->intensity_medium;
    bool guided = s->high_tech_until >= m->clock || s->cultivated == TECH_SME;
    double reach = guided ? m->holder_reach : m->threshold_reach;
    if (s->rung >= TECH_SME && reach * line <= natural && natural < line)
        return line * m->threshold_margin;
    return natural;
}

static inline bool lasts(const Startup *s, double months) {
    double burn = s->costs - s->sales;
    return burn <= 0 || s->cash >= months * burn;
}

static inline whole staff_change(whole staff, whole needed, whole room, bool in_short, const Month *m) {
    if (staff < needed)
        return in_short ? 0 : fewer(room, needed - staff);
    whole spare = staff - needed;
    if (in_short)
        return spare > 0 ? -more(1, (whole)(m->short_cut * (double)staff)) : 0;
    return (double)spare > m->idle_share * (double)staff ? -more(1, (whole)(m->idle_cut * (double)staff)) : 0;
}

static inline double researcher_wage(const Startup *s, const Month *m) {
    return s->research_heads > 1 ? s->wage_bill / s->research_heads : m->staff_wage * m->researcher_premium;
}

static inline void plan_staff(Startup *s, const Month *m) {
    bool in_short = !lasts(s, m->shortage_months);
    whole room = more(1, (whole)(m->hiring_room * s->heads));
    whole needed = more(0, (whole)(s->contract_value / m->output_per_head) + 1
                               - (whole)(m->research_delivery * s->research_heads));
    s->lean = s->acquired < 0 && s->heads <= m->lean_heads && !lasts(s, 1.0);
    s->effort = in_short ? larger(m->least_effort, s->effort - m->effort_step)
                         : lesser(1.0, s->effort + m->effort_step);
    s->heads += staff_change(s->heads - s->research_heads, needed, room, in_short, m);
    double unit = researcher_wage(s, m) * (1 + m->social_rate) + m->lab_cost;
    whole wanted = (whole)(intensity_wanted(s, m) * s->sales / unit);
    bool own_research = s->ready < 1 || s->researching;
    if (own_research && s->cash > m->hiring_buffer * unit && lasts(s, m->hiring_runway))
        wanted = more(wanted, fewer((whole)m->hired_ahead, s->research_heads + 1));
    s->vacancies = in_short ? 0 : more(0, fewer(room, wanted - researchers(s)));
    s->area = s->lean ? 0.0 : m->area_per_head * (double)more(1, s->heads);
    bool growing = s->ready >= 1 && s->weight > 0 && s->capability > m->ambition;
    bool own = !s->listed && s->acquired < 0;
    s->seeking = own && (growing || !lasts(s, m->funding_runway));
}

/* lend */

static inline double guaranteed_cap(const Startup *s, const Month *m) {
    double cap = (double)(m->clock - s->born) <= m->microloan_age ? m->microloan_cap : 0.0;
    if (s->origin == RESEARCHER || s->origin == RETURNEE)
        cap = larger(cap, m->talent_loan_cap);
    return cap;
}

static inline double amount_wanted(const Startup *s, const Month *m) {
    if (s->debt > 0 || s->cash > m->loan_trigger * s->costs)
        return 0.0;
    double wanted = lesser(m->loan_cap, m->loan_months * s->costs);
    return s->sales > 0 ? wanted : lesser(wanted, guaranteed_cap(s, m));
}

static inline bool files_this_month(const Startup *s, const District *d, const Month *m) {
    if (s->rung == TEAM || d->purses == 0)
        return false;
    return slot(s->key, 12) + 1 == m->month || (s->award_due > 0 && is_quarter_turn(s, m));
}

/* certify */

static inline whole count_lines(double share, const double *lines, whole number) {
    whole reached = 0;
    for (whole k = 0; k < number; k++)
        reached += share >= lines[k];
    return reached;
}

#define LINES(share, lines) count_lines(share, lines, sizeof lines / sizeof *lines)

static whole tech_sme_points(const Startup *s) {
    whole staff = 4 * LINES((double)researchers(s) / (double)more(1, s->heads), STAFF_LINES);
    if (staff <= 0)
        return 0;
    double sales = s->sales_1 + s->sales_year, costs = s->costs_1 + s->costs_year;
    double reported = s->reported_1 + s->research_year;
    double of_sales = sales > 0 ? reported / sales : 0.0, of_costs = costs > 0 ? reported / costs : 0.0;
    whole research = 10 * more(LINES(of_sales, SALES_LINES), LINES(of_costs, COST_LINES));
    whole rights = s->patents >= 1 ? 30 : 6 * fewer(4, s->designs);
    return staff + research + rights;
}

static inline bool passes_tech_sme(const Startup *s, const Month *m) {
    if (s->heads > m->sme_heads || s->sales_1 > m->sme_sales)
        return false;
    return s->high_tech_until >= m->clock || (double)tech_sme_points(s) >= m->sme_score;
}

static inline double required_intensity(double sales, const Month *m) {
    return sales <= m->sales_small    ? m->intensity_small
        : sales <= m->sales_medium ? m->intensity_medium
                                   : m->intensity_large;
}

static inline bool passes_high_tech_gates(const Startup *s, const Month *m) {
    if ((double)(m->clock - s->registered) < m->high_tech_age || s->patents + s->designs < 1)
        return false;
    double sales = s->sales_1 + s->sales_2 + s->sales_3;
    double reported = s->reported_1 + s->reported_2 + s->reported_3;
    return sales > 0 && (double)researchers(s) >= m->high_tech_staff * s->heads
        && reported >= required_intensity(s->sales_1, m) * sales && s->high_tech_share >= m->high_tech_sales;
}

static inline double growth_points(double now, double before) {
    if (before <= 0 || now <= before)
        return 0.0;
    return lesser(10.0, 1.0 + 9.0 * (now / before - 1) / 0.35);
}

static double innovation_score(const Startup *s, bool coached, const Month *m) {
    double rights = 12.0 + (s->patents > 0 ? 8.0 : lesser(6.0, 1.2 * s->designs)) + lesser(6.0, 2.0 * s->patents);
    double used = lesser(30.0, 6.0 * (double)fewer(5, s->contracts)
                                   * (0.5 + 0.5 * lesser(1.0, s->patents + 0.5 * s->designs)));
    double managed = m->management_points + 0.5 * (double)researchers(s);
    managed += coached ? m->coaching_points : 0.0;
    managed = lesser(20.0, managed + (s->high_tech_until >= 0 ? m->renewal_points : 0.0));
    return rights + used + managed + 2 * growth_points(s->sales_1, s->sales_2);
}

static inline double title_chance(double points, const Month *m) {
    return 0.5 * (1 + erf((points - m->high_tech_score) / (sqrt(2.0) * (m->panel_noise + 1e-9))));
}

static double title_benefit(const Startup *s, const Month *m) {
    double profit = larger(0.0, s->sales_1 - s->costs_1), years = m->certificate_months / 12;
    double saved = profit > m->small_limit ? years * profit * (m->income_tax_rate - m->high_tech_rate) : 0.0;
    if (s->high_tech_until >= 0)
        return saved + m->title_sales * m->title_margin * years * s->sales_1;
    double award = m->provincial_award + (m->award_envelope > 0 ? m->high_tech_award : 0.0);
    return saved + award + m->title_value * s->sales_1;
}

static inline double application_bill(const District *d, const Month *m) {
    return m->application_cost * d->service_price * (1 - d->saved_time);
}

static inline double panel_score(double points, double v, const Month *m) {
    return points + m->panel_noise * normal(v);
}

static inline bool can_file(const Startup *s, const District *d, const Month *m) {
    double reach = m->filing_rate * d->aware * (1 + m->peer_effect * d->peers) / d->service_price;
    return 1 - s->capacity
        < reach * exp(m->capacity_size * log((double)more(1, s->heads) / m->capacity_heads));
}

static inline double listed_for_title(const Startup *s, const Month *m) {
    return s->rung == TECH_SME && (double)(m->clock - s->rung_since) >= m->registry_months ? 1.0
                                                                                          : m->unlisted_filing;
}

static void apply_tech_sme(Startup *s, const District *d, const Month *m, Moves *c) {
    Uniforms q = four_uniforms(s->key, m, D_CERTIFY);
    bool held = s->tech_sme_until >= m->clock;
    bool able = held || s->cultivated == MICRO || can_file(s, d, m);
    double files = held ? m->renewal_rate : m->filing_turnout * able;
    if (s->sales_1 + s->research_1 + s->research_year > 0 && q.u < files) {
        c->tech_sme_filed += 1;
        if (!passes_tech_sme(s, m)) {
            c->tech_sme_failed += 1;
            return;
        }
        if (s->tech_sme_until < 0)
            s->award_due += m->tech_sme_award * (m->award_envelope > 0);
        s->tech_sme_until = (int32_t)(m->clock + (12 + MARCH - m->month));
    }
}

static void apply_high_tech(Startup *s, const District *d, double reached, const Month *m, Book *b, Moves *c) {
    if (!passes_high_tech_gates(s, m))
        return;
    Uniforms q = four_uniforms(s->key, m, D_PANEL);
    bool coached = q.w < reached || s->advised_until >= m->clock || s->cultivated == TECH_SME;
    double listed = coached ? 1.0 : listed_for_title(s, m);
    double will = s->high_tech_until >= 0 ? m->renewal_will : m->high_tech_filing * listed;
    double points = innovation_score(s, coached, m);
    if (q.u < will && title_chance(points, m) * title_benefit(s, m) > application_bill(d, m)) {
        c->high_tech_applied += 1;
        if (panel_score(points, q.v, m) <= m->high_tech_score) {
            c->high_tech_refused += 1;
            return;
        }
        if (s->high_tech_until < 0) {
            s->award_due += m->high_tech_award * (m->award_envelope > 0);
            s->cash += m->provincial_award;
            s->grants_year += m->provincial_award;
            b->provincial_awards += m->provincial_award;
        }
        s->high_tech_until = (int32_t)(m->clock + (whole)m->certificate_months - 1);
    }
}

static void award_titles(Startup *s, const Month *m) {
    double age = (double)(m->clock - s->registered), grown = 1 + m->gazelle_growth;
    s->gazelle = age >= m->gazelle_age && s->sales_4 >= m->gazelle_base
        && s->sales_1 >= s->sales_4 * (grown * grown * grown) && s->sales_1 > s->sales_2
        && s->research_1 >= m->gazelle_research * s->sales_1;
    double line = s->sales_1 < m->champion_sales ? m->champion_small : m->champion_large;
    s->champion = m->champion_open > 0 && s->high_tech_until >= m->clock && age >= m->champion_age
        && s->sales_1 >= m->champion_floor && s->research_1 >= line * s->sales_1
        && s->sales_1 >= (1 + m->champion_growth) * s->sales_2 && s->patents >= m->champion_rights
        && s->capability * s->quality > m->champion_skill;
}

static inline whole rung_of(const Startup *s, const Month *m) {
    if (s->gazelle || s->champion || s->leading || s->listed)
        return STRONG;
    if (s->high_tech_until >= m->clock)
        return HIGH_TECH;
    return s->tech_sme_until >= m->clock ? TECH_SME : MICRO;
}

static void count_fall(whole rung, Moves *c) {
    c->fell_back += 1;
    c->left_tech_sme += rung == TECH_SME;
    c->left_high_tech += rung == HIGH_TECH;
    c->left_strong += rung == STRONG;
}

static inline void climb(Startup *s, const Month *m, Moves *c) {
    if (s->high_tech_until == m->clock - 1)
        s->contract_value *= 1 - m->title_sales;
    whole fresh = rung_of(s, m);
    if (fresh == s->rung)
        return;
    if (fresh < s->rung)
        count_fall(s->rung, c);
    else if (fresh == TECH_SME)
        c->to_tech_sme += 1;
    else if (fresh == HIGH_TECH)
        c->to_high_tech += 1;
    else if (fresh == STRONG) {
        c->to_strong += 1;
        s->award_due += m->strong_award * (m->award_envelope > 0 && !s->was_strong);
        s->was_strong = true;
    }
    s->rung = fresh;
    s->rung_since = m->clock;
}

static inline bool high_tech_date(const Startup *s, const Month *m) {
    return m->month >= OCTOBER && slot(s->key, 3) + OCTOBER == m->month && s->high_tech_until < m->clock + 3;
}

static inline void certify(Startup *s, const District *d, double reached, const Month *m, Book *b, Moves *c) {
    s->leading = trailing_sales(s, m) > m->leading_sales;
    if (high_tech_date(s, m))
        apply_high_tech(s, d, reached, m, b, c);
    else if (m->month <= MARCH && s->tech_sme_until >= m->clock) {
        if (slot(s->key, 3) + 1 == m->month)
            apply_tech_sme(s, d, m, c);
    } else if (m->month >= APRIL && s->tech_sme_until < m->clock && slot(s->key, 6) + APRIL == m->month)
        apply_tech_sme(s, d, m, c);
    if (m->month == APRIL) {
        bool was = s->gazelle;
        award_titles(s, m);
        c->to_gazelle += s->gazelle && !was;
    }
    climb(s, m, c);
}

/* leave */

static inline double founder_income(const Startup *s, const Month *m) {
    double profit = (s->sales_1 + s->sales_year - s->costs_1 - s->costs_year) / m->profit_months;
    if (s->raised > 0 && !s->lean)
        return s->founder_wage + s->salary_rise + s->founder_share * larger(0.0, profit) * m->profit_counted;
    return s->outside_wage * m->own_pay_counted + s->founder_share * profit * m->profit_counted;
}

static inline double giving_up_rate(const Startup *s, const Month *m) {
    double beyond = (double)(m->clock - s->born) - s->patience;
    if (beyond <= 0 || s->acquired >= 0 || founder_income(s, m) >= m->tolerance * s->outside_wage)
        return 0.0;
    return m->giving_up * exp(-beyond / m->attachment_months);
}

static inline bool closes(const Startup *s, double u, const Month *m) {
    if (s->short_ >= m->grace_months)
        return u < m->insolvency_rate;
    return u < m->giving_up && u < giving_up_rate(s, m);
}

static inline bool meets_line(const Startup *s, const Month *m) {
    return s->rung >= HIGH_TECH && s->sales_1 >= m->listing_sales
        && s->sales_1 - s->costs_1 >= m->listing_profit && !s->listed && s->acquired < 0;
}

static inline bool goes_public(const Startup *s, const District *d, double u, const Month *m) {
    return meets_line(s, m) && u < m->listing_rate * m->listing_window * (1 + m->listing_gain * d->groomed);
}

static inline bool can_be_sold(const Startup *s) {
    return s->ready >= 1 && s->sales_1 > 0 && s->acquired < 0;
}

static inline bool is_bought(const Startup *s, const District *d, double u, const Month *m) {
    double worth = s->capability * s->quality;
    return can_be_sold(s) && u < m->sale_rate * (1 + m->merger_gain * d->brokered) * worth * worth;
}

static inline void stand_out(const Startup *s, District *d, const Month *m) {
    if (can_be_sold(s) && s->capability * s->quality > m->ambition)
        d->able += 1;
    if (meets_line(s, m))
        d->listing_candidates += 1;
}

static inline bool moves_on(const Startup *s, double u, const Month *m) {
    bool uprooted = s->left_home >= 0 && (double)(m->clock - s->left_home) < m->rootless_months;
    bool rootless = uprooted || (s->origin == ATTRACTED && s->rent_grant_until < m->clock);
    return u < m->moving_rate * (rootless ? m->rootless_unrest : 1.0);
}

static void wind_up(Startup *s, Book *b) {
    if (s->cash >= 0) {
        b->liquidation += founders_part(s) * s->cash;
        b->liquidation_investors += (1 - founders_part(s)) * s->cash;
        s->valuation += s->cash;
    } else
        b->unpaid_bills += -s->cash;
    s->cash = 0.0;
}

static void depart(Startup *s, int kind, const Month *m) {
    s->alive = false;
    s->exit_kind = kind;
    s->exit_month = m->clock;
    s->deregistered = m->clock + (whole)deregistration_wait(m);
    s->home = -1;
    s->vacancies = 0;
    s->seeking = false;
}

static void settle_debt(Startup *s, Loan *loans, District *d, Book *b) {
    if (!(s->debt > 0 && s->cash > 0))
        return;
    Loan *loan = &loans[s->loan];
    double paid = lesser(s->cash, s->debt);
    s->cash -= paid;
    s->debt -= paid;
    loan->balance = s->debt;
    b->repayment += paid;
    if (loan->pool_share > 0)
        d->pool_backed -= paid;
    if (s->debt <= 0) {
        loan->state = REPAID;
        loan->alive = false;
        s->loan = -1;
    }
}

static void take_over(Startup *s, double most, Book *b) {
    double paid = lesser(most, larger(0.0, s->debt - s->cash));
    s->cash += paid;
    b->taken_over += paid;
}

static void change_hands(Startup *s, const Month *m, Book *b) {
    double price = m->sale_multiple * s->sales_1 * sqrt(s->capability * s->quality);
    s->valuation = larger(0.0, price + s->cash - s->debt);
    s->acquired = m->clock;
    s->seeking = false;
    s->lean = false;
    s->founder_wage = 0.0;
    s->salary_rise = 0.0;
    b->sale_to_founders += s->founder_share * s->valuation;
}

static inline void leave(Startup *s, Loan *loans, District *d, Uniforms q, const Month *m, Book *b, Moves *c) {
    s->short_ = s->cash < 0 ? s->short_ + 1 : 0;
    if (closes(s, q.u, m)) {
        settle_debt(s, loans, d, b);
        depart(s, CLOSED, m);
        s->valuation = 0.0;
        wind_up(s, b);
        b->founder_claims += founder_claim(s, m->clock);
        c->closed += 1;
    } else if (!is_quarter_turn(s, m)) {
        return;
    } else if (is_bought(s, d, q.v / 3, m)) {
        change_hands(s, m, b);
        d->recent_exits += 1;
        c->sold += 1;
    } else if (goes_public(s, d, q.w / 3, m)) {
        s->listed = true;
        s->seeking = false;
        s->valuation = m->listing_multiple * s->sales_1;
        d->recent_exits += m->listing_echo;
        c->listed_now += 1;
    } else if (moves_on(s, q.z / 3, m)) {
        take_over(s, s->debt + larger(0.0, -s->cash), b);
        settle_debt(s, loans, d, b);
        depart(s, MOVED, m);
        b->moved_out += s->cash;
        s->cash = 0.0;
        c->moved += 1;
    }
}

static inline void share_benefit(const Startup *s, Incubator *i, const Month *m, Book *b) {
    if (s->acquired == m->clock) {
        double part = m->benefit_sharing * s->founder_share * s->valuation;
        i->cash += part;
        b->benefit_share += part;
    }
}

/* boards */

static inline double board_cost(whole board, const Month *m) {
    return board == NEEQ ? m->neeq_cost : board == REGIONAL_BOARD ? m->regional_board_cost : 0.0;
}

static inline double board_award(whole board, const Month *m) {
    return board == NEEQ ? m->neeq_award : board == REGIONAL_BOARD ? m->regional_board_award : 0.0;
}

static inline bool bears_cost(const Startup *s, whole board, const Month *m) {
    return board_cost(board, m) - board_award(board, m) <= m->quotation_effort * s->sales_1;
}

static whole highest_board(const Startup *s, const Month *m) {
    double age = (double)(m->clock - s->registered);
    if (s->listed) {
        if (age >= m->ipo_age && s->sales_1 + s->sales_2 + s->sales_3 >= m->main_board_sales
            && s->sales_1 - s->costs_1 >= m->main_board_profit)
            return MAIN_BOARD;
        return age >= m->ipo_age && s->sales_1 >= m->growth_board_sales && s->sales_1 > s->costs_1 ? GROWTH_BOARD
                                                                                                   : NEEQ;
    }
    if (age >= m->neeq_age && bears_cost(s, NEEQ, m))
        return NEEQ;
    return age >= m->regional_board_age && bears_cost(s, REGIONAL_BOARD, m) ? REGIONAL_BOARD : NO_BOARD;
}

static double quotation_rate(whole board, const District *d, const Month *m) {
    if (board == REGIONAL_BOARD)
        return m->regional_board_rate * m->regional_board_open;
    double rate = board == NEEQ ? m->neeq_rate * m->neeq_open : m->listing_rate * m->listing_window;
    return rate * (1 + m->listing_gain * d->groomed);
}

static void enter_board(Startup *s, whole board, const Month *m, Book *b, Moves *c) {
    c->quotations += s->board == NO_BOARD;
    s->board = board;
    double award = board_award(board, m);
    if (award > 0) {
        double spent = lesser(award, board_cost(board, m));
        s->cash += award - spent;
        s->grants_year += award;
        s->costs_year += spent;
        s->support += award;
        if (board == NEEQ)
            b->neeq_award += award;
        else
            b->regional_board_award += award;
        b->quotation_costs += spent;
    }
}

static inline void quote(Startup *s, const District *d, const Month *m, Book *b, Moves *c) {
    if (s->listed && s->board < NEEQ) {
        enter_board(s, highest_board(s, m), m, b, c);
    } else if (s->acquired < 0 && is_quarter_turn(s, m)) {
        whole board = highest_board(s, m);
        if (board > s->board) {
            Uniforms q = four_uniforms(s->key, m, D_QUOTE);
            bool at_first = s->board == NO_BOARD && board == NEEQ && bears_cost(s, REGIONAL_BOARD, m);
            if (q.u < 3 * quotation_rate(board, d, m))
                enter_board(s, board, m, b, c);
            else if (at_first && q.v < 3 * quotation_rate(REGIONAL_BOARD, d, m))
                enter_board(s, REGIONAL_BOARD, m, b, c);
        }
    }
}

/* measure */

static inline void count_birthday(whole age, Moves *c) {
    switch (age) {
    case 0: c->reached_age_0 += 1; break;
    case 12: c->reached_age_1 += 1; break;
    case 24: c->reached_age_2 += 1; break;
    case 36: c->reached_age_3 += 1; break;
    case 48: c->reached_age_4 += 1; break;
    case 60: c->reached_age_5 += 1; break;
    }
}

static void count_closure(const Startup *s, const Month *m, Moves *c) {
    if (s->exit_kind != CLOSED)
        return;
    whole age = m->clock - s->registered;
    switch (age < 12 ? 0 : age / 12) {
    case 0: c->closed_age_0 += 1; break;
    case 1: c->closed_age_1 += 1; break;
    case 2: c->closed_age_2 += 1; break;
    case 3: c->closed_age_3 += 1; break;
    case 4: c->closed_age_4 += 1; break;
    default: c->closed_age_5 += 1;
    }
}

static inline void count_quoted(const Startup *s, Moves *c) {
    c->quoted += 1;
    if (s->board == REGIONAL_BOARD)
        c->on_regional_board += 1;
    else if (s->board == NEEQ)
        c->on_neeq += 1;
    else if (s->board == GROWTH_BOARD)
        c->on_growth_board += 1;
    else
        c->on_main_board += 1;
}

static inline bool has_research_body(const Startup *s, const Month *m) {
    return s->rung >= HIGH_TECH && s->research_heads >= m->body_heads && s->research * 12 >= m->body_research;
}

static inline void count_newborn(const Startup *s, Moves *c) {
    switch (s->origin) {
    case STUDENT_FOUNDER: c->from_student += 1; break;
    case RESEARCHER: c->from_researcher += 1; break;
    case RETURNEE: c->from_returnee += 1; break;
    case EMPLOYEE: c->from_employee += 1; break;
    case RESIDENT: c->from_resident += 1; break;
    case SERIAL: c->from_serial += 1; break;
    }
    c->founded += 1;
}

static inline void count_startup(const Startup *s, Sector *x, const Month *m, Moves *c) {
    if (s->born == m->clock)
        count_newborn(s, c);
    if (s->rung == TEAM) {
        c->teams += 1;
        return;
    }
    c->startups += 1;
    whole age = m->clock - s->registered, stood = m->clock - s->rung_since;
    if (age <= 60 && age % 12 == 0)
        count_birthday(age, c);
    switch (s->rung) {
    case MICRO:
        c->micro += 1;
        c->months_micro += (double)stood;
        break;
    case TECH_SME:
        c->tech_sme += 1;
        c->months_tech_sme += (double)stood;
        break;
    case HIGH_TECH:
        c->high_tech += 1;
        c->months_high_tech += (double)stood;
        break;
    case STRONG:
        c->strong += 1;
        c->months_strong += (double)stood;
        c->gazelles += s->gazelle;
        c->champions += s->champion;
        c->leading += s->leading;
        c->listed += s->listed;
    }
    if (s->board > NO_BOARD)
        count_quoted(s, c);
    c->high_tech_valid += s->high_tech_until >= m->clock;
    c->tech_sme_valid += s->tech_sme_until >= m->clock;
    c->months_on_rung += (double)stood;
    if (s->cultivated > 0) {
        c->micro_cultivated += s->cultivated == MICRO;
        c->high_tech_cultivated += s->cultivated == TECH_SME;
        c->strong_cultivated += s->cultivated == HIGH_TECH;
    }
    c->jobs += s->heads;
    c->research_jobs += s->research_heads;
    c->research_wages += s->wage_bill;
    c->vacancies += s->vacancies;
    double year = trailing_sales(s, m);
    c->sales += s->sales;
    c->sales_12 += year;
    c->research += s->research;
    c->reported_research += s->reported_1;
    c->real_research_1 += s->research_1;
    c->patents += s->patents;
    c->designs += s->designs;
    c->cash += s->cash;
    c->debt += s->debt;
    c->capability += s->capability;
    c->ever_funded += s->funding_round > 0;
    if (s->home >= 0) {
        c->tenants += 1;
        c->tenant_jobs += s->heads;
    }
    if (has_research_body(s, m))
        c->research_bodies += 1;
    if (x->targeted) {
        c->cluster_firms += 1;
        c->cluster_leading += s->leading;
        c->cluster_sales_12 += year;
    }
    x->sales_12 += year;
}

static inline bool is_certified(const Startup *s, const Month *m) {
    return more(s->tech_sme_until, s->high_tech_until) >= m->clock;
}

static inline void count_in_region(const Startup *s, Sector *x, District *d, const Month *m) {
    x->firms += 1;
    x->leading += s->leading;
    x->research += s->research;
    x->contracted += s->contract_value;
    x->capability += s->capability;
    d->firms += 1;
    d->certified += is_certified(s, m);
    if (s->ready < 1)
        d->unready += 1;
    if (x->targeted && s->rung > TEAM)
        d->cluster_firms += 1;
    if (!s->trained && (double)(m->clock - s->born) <= m->course_age)
        d->untrained += 1;
    if (s->seeking)
        d->candidates += 1;
}

static inline void count_tenant(const Startup *s, Incubator *i, District *d, const Month *m) {
    i->occupied += s->area;
    i->tenants += 1;
    i->research += s->research;
    d->tenants += 1;
    if (s->funding_round > 0)
        i->funded += 1;
    if (s->patents + s->designs > 0)
        i->protected += 1;
    if (s->sector == i->sector)
        i->same_sector += 1;
    if (s->origin == STUDENT_FOUNDER || s->origin == RESEARCHER || s->origin == RETURNEE)
        i->talent_founded += 1;
    i->certified += is_certified(s, m);
    i->tenant_heads += s->heads;
    i->tenant_sales += trailing_sales(s, m);
    i->tenant_raised += s->raised;
}

static inline void measure_startup(const Startup *s, Sector *x, District *d, Incubator *incubators,
                                   const Month *m, Moves *c) {
    count_in_region(s, x, d, m);
    if (s->home >= 0)
        count_tenant(s, &incubators[s->home], d, m);
    count_startup(s, x, m, c);
}

/* the passes; the row of a firm to come is fetched while they look at this one */

static inline void fetch_row(const Startup *s) {
    for (whole at = 0; at < (whole)sizeof(Startup); at += LINE)
        __builtin_prefetch((const char *)s + at);
}

PUBLIC void run_research_pass(Startup *startups, const whole *living, whole number, Incubator *incubators,
                              Sector *sectors, District *districts, const Month *months, Moves *moves) {
    uint64_t keys[BLOCK];
    Draws draws, line_draws;
    for (whole first = 0; first < number; first += BLOCK) {
        const whole *block = living + first;
        const whole count = fewer(BLOCK, number - first);
        for (whole j = 0; j < count; j++)
            keys[j] = startups[block[j]].key;
        draw_block(keys, count, months, D_LEARN, &draws);
        draw_block(keys, count, months, D_LINE, &line_draws);
        for (whole j = 0; j < count; j++) {
            fetch_row(&startups[block[fewer(j + NEXT, count - 1)]]);
            Startup *s = &startups[block[j]];
            const Month *m = &months[s->district];
            Sector *x = &sectors[s->sector];
            const District *d = &districts[s->district];
            double lesson = 0.0, access = d->access, filing = 0.0, hosted = 1.0;
            if (s->home >= 0) {
                const Incubator *i = &incubators[s->home];
                lesson = i->lesson;
                access = i->access;
                filing = i->filing;
                if (i->sector == s->sector)
                    hosted = i->reach;
            }
            if (s->cultivated == HIGH_TECH)
                lesson += teaching(m->mentor_hours, m);
            whole patents = s->patents, designs = s->designs;
            Uniforms luck = draws_at(&draws, j);
            learn(s, x, d, lesson, access, filing, luck, draws_at(&line_draws, j), m);
            moves[s->district].patents_filed += (double)(s->patents - patents);
            moves[s->district].designs_filed += (double)(s->designs - designs);
            show(s, x, d, hosted, luck.z, m);
        }
    }
}

PUBLIC void run_trade_pass(Startup *startups, const whole *living, whole number, Incubator *incubators,
                           Sector *sectors, District *districts, const Month *months, Book *book,
                           whole *filers, whole *needy, whole *seekers, whole *hirers, whole *counts) {
    whole a = 0, b = 0, c = 0, e = 0;
    uint64_t keys[BLOCK];
    Draws draws;
    for (whole first = 0; first < number; first += BLOCK) {
        const whole *block = living + first;
        const whole count = fewer(BLOCK, number - first);
        for (whole j = 0; j < count; j++)
            keys[j] = startups[block[j]].key;
        draw_block(keys, count, months, D_TRADE, &draws);
        for (whole j = 0; j < count; j++) {
            fetch_row(&startups[block[fewer(j + NEXT, count - 1)]]);
            whole r = block[j];
            Startup *s = &startups[r];
            const Month *m = &months[s->district];
            const District *d = &districts[s->district];
            Book *paid = &book[s->district];
            trade(s, &sectors[s->sector], d, draws_at(&draws, j), m);
            deliver(s, d, m);
            paid->sales += s->sales;
            double access = s->home >= 0 ? incubators[s->home].access : d->access;
            pay(s, d, access, pay_rent(s, incubators, d, paid), m, paid);
            plan_staff(s, m);
            if (files_this_month(s, d, m))
                filers[a++] = r;
            if (s->rung > TEAM && is_quarter_turn(s, m)) {
                if (amount_wanted(s, m) > 0)
                    needy[b++] = r;
                if (s->seeking)
                    seekers[c++] = r;
            }
            if (s->vacancies > 0)
                hirers[e++] = r;
        }
    }
    counts[0] = a;
    counts[1] = b;
    counts[2] = c;
    counts[3] = e;
}

PUBLIC void run_exit_pass(Startup *startups, const whole *living, whole number, Incubator *incubators,
                          Sector *sectors, District *districts, const Month *months, Moves *moves,
                          Loan *loans, Book *book) {
    uint64_t keys[BLOCK];
    Draws draws;
    for (whole first = 0; first < number; first += BLOCK) {
        const whole *block = living + first;
        const whole count = fewer(BLOCK, number - first);
        for (whole j = 0; j < count; j++)
            keys[j] = startups[block[j]].key;
        draw_block(keys, count, months, D_LEAVE, &draws);
        for (whole j = 0; j < count; j++) {
            fetch_row(&startups[block[fewer(j + NEXT, count - 1)]]);
            Startup *s = &startups[block[j]];
            const Month *m = &months[s->district];
            District *d = &districts[s->district];
            Moves *c = &moves[s->district];
            Book *b = &book[s->district];
            whole home = s->home;
            if (s->rung > TEAM) {
                certify(s, d, home >= 0 ? incubators[home].coached : d->coached, m, b, c);
                leave(s, loans, d, draws_at(&draws, j), m, b, c);
                if (home >= 0)
                    share_benefit(s, &incubators[home], m, b);
                if (s->alive)
                    quote(s, d, m, b, c);
            }
            if (s->alive) {
                measure_startup(s, &sectors[s->sector], d, incubators, m, c);
                stand_out(s, d, m);
            } else
                count_closure(s, m, c);
        }
    }
}

/* the trade rule alone, for experiments/peers.py */

PUBLIC void trade_all(Startup *startups, const whole *living, whole number, Sector *sectors,
                      District *districts, const Month *months) {
    uint64_t keys[BLOCK];
    Draws draws;
    for (whole first = 0; first < number; first += BLOCK) {
        const whole *block = living + first;
        const whole count = fewer(BLOCK, number - first);
        for (whole j = 0; j < count; j++)
            keys[j] = startups[block[j]].key;
        draw_block(keys, count, months, D_TRADE, &draws);
        for (whole j = 0; j < count; j++) {
            fetch_row(&startups[block[fewer(j + NEXT, count - 1)]]);
            Startup *s = &startups[block[j]];
            const Month *m = &months[s->district];
            const District *d = &districts[s->district];
            trade(s, &sectors[s->sector], d, draws_at(&draws, j), m);
            deliver(s, d, m);
        }
    }
}
