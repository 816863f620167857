// The return code of a job whose end nobody saw: its node was found lost later (6-recovery §1).

export const LOST_CODE = -128;
